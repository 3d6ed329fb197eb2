// Checks every tsconfig of the workspace with both compilers: 6.0, whose API our tools use, and the native 7.0.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

const COMPILERS = { "6.0": "node_modules/typescript/bin/tsc", "7.0": "node_modules/typescript-native/bin/tsc" };

const projects = globSync("**/tsconfig.json", { exclude: ["**/node_modules/**", "**/dist/**"] }).sort();
const refused = Object.entries(COMPILERS).flatMap(([version, compiler]) =>
	projects
		.filter((project) => spawnSync(process.execPath, [compiler, "-p", project], { stdio: "inherit" }).status !== 0)
		.map((project) => `TypeScript ${version} refuses ${project}`),
);
for (const line of refused) console.log(line);
console.log(`${projects.length} projects, ${Object.keys(COMPILERS).length} compilers, ${refused.length} refused`);
process.exit(refused.length > 0 || projects.length === 0 ? 1 : 0);

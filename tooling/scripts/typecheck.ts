// Checks every tsconfig of the workspace with the native compiler, 7.0, which takes seconds; with `--both` also with 6.0,
// whose API our tools use, as `npm run verify` does.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

const COMPILERS = {
	"7.0": "node_modules/typescript-native/bin/tsc",
	...(process.argv.includes("--both") && { "6.0": "node_modules/typescript/bin/tsc" }),
};

const projects = globSync("**/tsconfig.json", { exclude: ["**/node_modules/**", "**/dist/**"] }).sort();
const refused = Object.entries(COMPILERS).flatMap(([version, compiler]) =>
	projects
		.filter((project) => spawnSync(process.execPath, [compiler, "-p", project], { stdio: "inherit" }).status !== 0)
		.map((project) => `TypeScript ${version} refuses ${project}`),
);
for (const line of refused) console.log(line);
console.log(`${projects.length} projects, ${Object.keys(COMPILERS).length} compilers, ${refused.length} refused`);
process.exit(refused.length > 0 || projects.length === 0 ? 1 : 0);

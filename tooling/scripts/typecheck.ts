// Checks every tsconfig of the workspace with both compilers: 6.0, whose API our tools use, and the native 7.0.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

const COMPILERS = { "6.0": "node_modules/typescript/bin/tsc", "7.0": "node_modules/typescript-native/bin/tsc" };

const projects = globSync(["packages/*/{src,test,src/web}/tsconfig.json", "{bench,tooling}/tsconfig.json"]).sort();
let failed = 0;
for (const [version, compiler] of Object.entries(COMPILERS)) {
	for (const project of projects) {
		const { status } = spawnSync(process.execPath, [compiler, "-p", project], { stdio: "inherit" });
		if (status !== 0) console.log(`TypeScript ${version} refuses ${project}`);
		failed += status === 0 ? 0 : 1;
	}
}
console.log(`${projects.length} projects, 2 compilers, ${failed} refused`);
process.exit(failed ? 1 : 0);

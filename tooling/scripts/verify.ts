// Everything but the tests, one after the other; prints a line each and `N passed, N failed` of its own.
import { spawnSync } from "node:child_process";

const CHECKS: Readonly<Record<string, string>> = {
	build: "pnpm exec turbo run build --output-logs=errors-only",
	"lint and format": "pnpm lint",
	"types, both compilers": "pnpm typecheck --both",
	layers: "pnpm layers",
	knip: "pnpm knip",
	publint: "pnpm publint",
	"types as published": "pnpm attw",
	size: "pnpm size",
	"lockfile without addresses": "node tooling/scripts/check-lockfile.ts",
	"dependencies and licences": "node tooling/scripts/check-dependencies.ts",
	"versions in step": "node tooling/release/sync-deno-versions.ts --check",
	"the matrix of the ports": "node reference/conformance/write-matrix.ts --check",
	"the whole way of a release": "npm run release -- --dry-run",
	"npm start tells the truth": "npm start -- --exit",
	"a clean git diff": "node tooling/scripts/clean-tree.ts",
};

const failed = Object.entries(CHECKS).filter(([name, command]) => {
	const startedMs = performance.now();
	const { status, stdout, stderr } = spawnSync(command, { shell: true, encoding: "utf8" });
	const [remark] = /^not .*$/m.exec(stdout) ?? [];
	const seconds = Math.round((performance.now() - startedMs) / 1000);
	console.log(`${status === 0 ? "ok    " : "FAILED"} ${name}, ${seconds} s${remark ? ` (${remark})` : ""}`);
	if (status !== 0) console.log(`${command}\n${stdout}${stderr}`);
	return status !== 0;
});
console.log(`${Object.keys(CHECKS).length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);

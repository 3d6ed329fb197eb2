import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Fence, ROOT } from "./fences.ts";

const COMPILER = join(ROOT, "node_modules/typescript-native/bin/tsc");

const SETTINGS = {
	lib: ["ES2023", "ESNext.Disposable", "DOM", "DOM.Iterable"],
	customConditions: ["@dat/source"],
	isolatedDeclarations: false,
	declaration: false,
	noEmit: true,
	skipLibCheck: true,
	noImplicitAny: false,
	noUnusedLocals: false,
	noUnusedParameters: false,
	noPropertyAccessFromIndexSignature: false,
	// What readers install: the packages that have it for their tests.
	paths: {
		"*": [
			"docs/node_modules/*",
			"bench/node_modules/*",
			"packages/node/node_modules/*",
			"packages/node/node_modules/@types/*",
		],
	},
};

/** What the compiler has against the pieces, by place and line. `given` declares what a piece takes as given. */
export function refusals(fences: readonly Fence[], types: "node" | "deno", given = ""): string[] {
	const folder = join(ROOT, "docs/.fences", `${types}-${process.pid}`);
	mkdirSync(folder, { recursive: true });
	const files = fences.map(({ code }, index) => {
		const file = `fence-${index}.ts`;
		writeFileSync(join(folder, file), `${code.replaceAll('"jsr:@dat/deno"', '"@dat/deno"')}\nexport {};\n`);
		return file;
	});
	writeFileSync(join(folder, "given.d.ts"), given);
	const paths = { "*": SETTINGS.paths["*"].map((path) => join(ROOT, path)) };
	writeFileSync(
		join(folder, "tsconfig.json"),
		JSON.stringify({
			extends: join(ROOT, "tsconfig.base.json"),
			compilerOptions: { ...SETTINGS, paths, types: [types] },
			files: [...files, "given.d.ts"],
		}),
	);
	const { stdout } = spawnSync(process.execPath, [COMPILER, "-p", folder, "--pretty", "false"], { encoding: "utf8" });
	rmSync(folder, { recursive: true });
	return stdout.split("\n").flatMap((line) => {
		const [, index, row, text] = /fence-(\d+)\.ts\((\d+),\d+\): error (.*)/.exec(line) ?? [];
		return index === undefined ? [] : [`${fences[Number(index)]?.place}, line ${row}: ${text}`];
	});
}

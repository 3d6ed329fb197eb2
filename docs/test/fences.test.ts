import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fence, listFences } from "./fences.ts";

const FOLDER = fileURLToPath(new URL("../.fences/", import.meta.url));
const COMPILER = fileURLToPath(new URL("../../node_modules/typescript-native/bin/tsc", import.meta.url));

/** What a page's piece of code takes as given: what its reader has. */
const GIVEN = `
declare const url: string;
declare const error: unknown;
declare const clock: import("@dat/core").Clock;
declare const random: import("@dat/core").Random;
declare module "*/send-alert.ts" { export const sendAlert: any; }
`;

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
		"*": ["../node_modules/*", "../../packages/node/node_modules/*", "../../packages/node/node_modules/@types/*"],
	},
};

/** What the compiler has against the pieces, by page and line. */
function refusals(fences: readonly Fence[], types: string): string[] {
	const folder = join(FOLDER, types);
	mkdirSync(folder, { recursive: true });
	const files = fences.map(({ code }, index) => {
		const file = `fence-${index}.ts`;
		writeFileSync(join(folder, file), `${code.replaceAll('"jsr:@dat/deno"', '"@dat/deno"')}\nexport {};\n`);
		return file;
	});
	writeFileSync(join(folder, "given.d.ts"), GIVEN);
	const paths = { "*": SETTINGS.paths["*"].map((path) => `../${path}`) };
	writeFileSync(
		join(folder, "tsconfig.json"),
		JSON.stringify({
			extends: "../../../tsconfig.base.json",
			compilerOptions: { ...SETTINGS, paths, types: [types] },
			files: [...files, "given.d.ts"],
		}),
	);
	const { stdout } = spawnSync(process.execPath, [COMPILER, "-p", folder, "--pretty", "false"], { encoding: "utf8" });
	return stdout.split("\n").flatMap((line) => {
		const [, index, row, text] = /fence-(\d+)\.ts\((\d+),\d+\): error (.*)/.exec(line) ?? [];
		return index === undefined ? [] : [`${fences[Number(index)]?.place}, line ${row}: ${text}`];
	});
}

describe("the code in pages and READMEs", () => {
	beforeAll(() => rmSync(FOLDER, { recursive: true, force: true }));
	afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

	it.each([
		["node", false],
		["deno", true],
	] as const)("has the types of what a reader installs: %s", (types, isForDeno) => {
		const fences = listFences().filter((fence) => fence.isForDeno === isForDeno);
		expect(fences.length).toBeGreaterThan(3);
		expect(refusals(fences, types)).toEqual([]);
	});
});

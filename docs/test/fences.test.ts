import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fence, listFences, ROOT } from "./fences.ts";

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

/** Programs that a test of @dat/node runs as they are, by page. */
const RUN: readonly (readonly [page: string, test: string])[] = [
	["docs/diagnostics.md", "packages/node/test/diagnostics.test.ts"],
	["docs/logging.md", "packages/node/test/logging-docs.test.ts"],
	["docs/testing.md", "packages/node/test/testing/runners.test.ts"],
];

/** Those, and the ports' first alerts (port-fences.test.ts). */
const isRun = ({ page, language }: Fence): boolean =>
	page.startsWith("reference/") || (language === "js" && RUN.some(([where]) => where === page));

/** Deno's types are not Node's. */
const needsDeno = ({ code }: Fence): boolean => /\bDeno\.|@dat\/deno/.test(code);

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

	it.each(RUN)("is run as it stands in %s", (page, test) => {
		expect(readFileSync(join(ROOT, test), "utf8")).toContain(`"${page.replace("docs/", "")}"`);
	});

	it.each([
		["node", false],
		["deno", true],
	] as const)("has the types of what a reader installs: %s", (types, isForDeno) => {
		const fences = listFences("ts", "js").filter((fence) => isForDeno === needsDeno(fence) && !isRun(fence));
		expect(fences.length).toBeGreaterThan(3);
		expect(refusals(fences, types)).toEqual([]);
	});
});

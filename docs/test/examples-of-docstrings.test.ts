import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSandbox } from "@dat/sandbox";
import { startServer } from "@dat/sandbox/node";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Docstring, listDocstrings, listNames } from "./docstrings.ts";
import { GIVEN } from "./example-given.ts";
import { type Fence, ROOT } from "./fences.ts";
import { refusals } from "./refusals.ts";

/** In a package that has all that examples import. */
const FOLDER = join(ROOT, "packages/node/.reports/examples");

const docstrings = listDocstrings();
const isForDeno = ({ code }: Fence): boolean => /\bDeno\.|"@dat\/deno"/.test(code);
const isForPages = ({ code }: Fence): boolean => code.includes('"@dat/browser');

/** A value in a comment behind a call is what the call returns. */
const CLAIM = /^(?!const |let |await )(.+); \/\/ (\d[\w.]*|".*"|\[.*\]|\{.*\}|true|false)$/gm;

/** What the examples read of the environment besides the webhook: long enough to be taken. */
const SECRETS = ["ALERTMANAGER", "GRAFANA", "INBOUND", "KUMA"].map((name) => `${name}_TOKEN`);
const ENV = Object.fromEntries(
	[...SECRETS, "GITHUB_WEBHOOK_SECRET", "STRIPE_WEBHOOK_SECRET", "DAT_RELAY_TOKEN_KEY"].map((name) => [
		name,
		`whsec_${"k".repeat(32)}`,
	]),
);

/** An example with what it takes as given. */
function toPrograms({ place, entry, examples }: Docstring): Fence[] {
	return examples.map((example) => {
		const uses = (name: string): boolean => new RegExp(`(?<!\\w\\.|["'\\w/-])${name}\\b(?!:)`).test(example);
		const declares = (name: string): boolean => new RegExp(`\\b(?:const|using) (?:\\{ )?${name}\\b`).test(example);
		const imported = listNames(entry).filter(uses);
		const given = withNeeded(Object.keys(GIVEN).filter((name) => uses(name) && !declares(name)));
		const lines = given.filter((name) => !imported.includes(name)).map((name) => GIVEN[name]);
		const checked = example.replace(CLAIM, "equal($1, $2);");
		const head = [
			`import { ${imported.join(", ")} } from "${entry}";`,
			'import { deepEqual as equal } from "node:assert/strict";',
		];
		return { page: place, place, language: "ts", code: [...head, ...lines, checked].join("\n") };
	});
}

/** The checkout raises its alerts by a notifier. */
function withNeeded(names: readonly string[]): string[] {
	return names.includes("checkout") && !names.includes("notifier") ? ["notifier", ...names] : [...names];
}

const programs = docstrings.flatMap(toPrograms);

/** One after the other in one process, at a Discord of its own; what each had to say when it failed. */
async function runAll(files: readonly string[]): Promise<string> {
	const sandbox = createSandbox({ limits: { bucket: false, channel: false, global: false } });
	const server = await startServer(sandbox);
	onTestFinished(() => server.close());
	const url = sandbox.createWebhook({ channel: "alerts" }).url(server.url);
	const imports = files.map((file) => `await import("./${file}").catch((error) => failed.push(["${file}", error]));`);
	const report = 'for (const [file, { message }] of failed) process.stdout.write(file + ": " + message + "\\n");';
	writeFileSync(
		join(FOLDER, "main.mjs"),
		`const failed = [];\nconsole.log = console.error = () => {};\n${imports.join("\n")}\n${report}\nprocess.exit();\n`,
	);
	const { VITEST: _, NODE_ENV: __, ...env } = process.env;
	const child = spawn(process.execPath, ["--conditions=@dat/source", "main.mjs"], {
		cwd: FOLDER,
		env: { ...env, ...ENV, DISCORD_WEBHOOK: url },
		stdio: ["ignore", "pipe", "inherit"],
	});
	return Buffer.concat(await child.stdout.toArray()).toString();
}

describe("the examples in docstrings", () => {
	beforeAll(() => void mkdirSync(FOLDER, { recursive: true }));
	afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

	it("are there for every public function and class", () => {
		const missing = docstrings.filter(({ isCalled, examples }) => isCalled && examples.length === 0);
		expect(missing.map(({ place }) => place)).toEqual([]);
		expect(programs.length).toBeGreaterThan(50);
	});

	it("have the types of what they show", () => {
		expect(refusals(programs.filter(isForDeno), "deno")).toEqual([]);
		expect(
			refusals(
				programs.filter((each) => !isForDeno(each)),
				"node",
			),
		).toEqual([]);
	});

	it("do what they say, but for those that need Deno or a page", async () => {
		const run = programs.filter((each) => !isForDeno(each) && !isForPages(each));
		const files = run.map(({ place, code }, index) => {
			const file = `${index}-${place.split(" ")[1]}.ts`;
			writeFileSync(join(FOLDER, file), code);
			return file;
		});
		expect(await runAll(files)).toBe("");
	});
});

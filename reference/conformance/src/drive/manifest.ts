import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CASES } from "../cases.ts";
import { CONTRACT } from "../contract/contract.ts";
import { LEVELS, type Level } from "../contract/parse-contract.ts";
import { CALL } from "../report/rerun.ts";
import type { Port } from "./port.ts";

/** A manifest that cannot be used; its message says what to write. */
export class BadManifest extends Error {
	override readonly name = "BadManifest";
}

/** Reads `dat.port.json`, given as a file or as its folder. */
export function readManifest(path: string): Port {
	const file = existsSync(path) && statSync(path).isDirectory() ? join(path, "dat.port.json") : path;
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch {
		throw new BadManifest(`there is no manifest at ${file}; ${CALL} init writes one`);
	}
	return toPort(parse(text, file), file);
}

function parse(text: string, file: string): Readonly<Record<string, unknown>> {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
	} catch (error) {
		throw new BadManifest(`${file} is not JSON: ${(error as Error).message}`);
	}
	throw new BadManifest(`${file} is not a JSON object`);
}

function toPort(given: Readonly<Record<string, unknown>>, file: string): Port {
	const fail = (what: string): BadManifest => new BadManifest(`${file}: ${what}`);
	const wrong = whatIsWrong(given);
	if (wrong) throw fail(wrong);
	const { maxAttempts = 5, env, envMap, testGuard = { DAT_TEST: "1" }, skip = {}, knownFailing } = given;
	const checked = given as unknown as Pick<Port, "name" | "language" | "level" | "run"> &
		Partial<Pick<Port, "toolchain" | "build" | "service" | "lint">>; // by whatIsWrong
	const { name, language, level, run, toolchain = [], build = [], service, lint = [] } = checked;
	const folder = dirname(resolve(file));
	return {
		...{ name, language, level, run, toolchain, build, service, lint, folder },
		env: toTexts(env),
		envMap: toTexts(envMap),
		testGuard: toTexts(testGuard),
		maxAttempts: Number(maxAttempts),
		skip: readSkip(skip, fail),
		knownFailing: typeof knownFailing === "string" ? readKnownFailing(join(folder, knownFailing)) : new Map(),
	};
}

function whatIsWrong(given: Readonly<Record<string, unknown>>): string | undefined {
	const { name, language, protocol, level, run, service = run, maxAttempts = 5 } = given;
	const isCount = Number.isInteger(maxAttempts) && Number(maxAttempts) >= 1 && Number(maxAttempts) <= 10;
	const list = ["toolchain", "build", "lint"].find((part) => !isListOfCommands(given[part] ?? []));
	const wrong: readonly (readonly [boolean, string])[] = [
		[typeof name !== "string" || typeof language !== "string", '"name" and "language" are texts'],
		[protocol !== 1, `"protocol" is 1, not ${JSON.stringify(protocol)}`],
		[!LEVELS.includes(level as Level), `"level" is L0, L1, L2 or L3, not ${JSON.stringify(level)}`],
		[!isCommand(run), '"run" is a program with its arguments, such as ["node", "port.mjs"]'],
		[!isCommand(service), '"service" is a program with its arguments, such as ["node", "browser.ts"]'],
		[list !== undefined, `"${list}" is a list of commands, such as [["go", "build"]]`],
		[!isCount, '"maxAttempts" is a number from 1 to 10'],
	];
	return wrong.find(([isWrong]) => isWrong)?.[1];
}

function isListOfCommands(value: unknown): boolean {
	return Array.isArray(value) && value.every(isCommand);
}

function isCommand(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === "string");
}

function toTexts(value: unknown = {}): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(value as object).map(([name, text]) => [name, String(text)]));
}

function readSkip(skip: unknown, fail: (what: string) => BadManifest): Port["skip"] {
	for (const [id, why] of Object.entries(skip as object)) {
		if (![...CONTRACT, ...CASES].some((one) => one.id === id))
			throw fail(
				`"skip" names ${id}, which is neither a requirement such as DAT-SEC-04 nor a case such as rty/02-body`,
			);
		const { reason, url } = (why ?? {}) as { reason?: unknown; url?: unknown };
		if (typeof reason !== "string" || !/^https?:/.test(String(url)))
			throw fail(`"skip" of ${id} needs a "reason" and the "url" where it is discussed`);
	}
	return skip as Port["skip"];
}

/** Lines such as `DAT-SRV-04  # https://…`: each names the issue that tracks it. */
export function readKnownFailing(file: string): ReadonlyMap<string, string> {
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch {
		throw new BadManifest(`the list of known failures ${file} is not there`);
	}
	const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
	return new Map(
		lines.map((line): [string, string] => {
			const [, id, url] = /^(DAT-[A-Z]{3}-\d{2})\s+#\s*(https?:\S+)$/.exec(line.trim()) ?? [];
			if (!id || !url) throw new BadManifest(`${file}: "${line}" is not "DAT-SRV-04  # https://…"`);
			return [id, url];
		}),
	);
}

/** A command without a manifest, as a port of a level. */
export function toBarePort(run: readonly string[], level: Level): Port {
	return {
		name: run.join(" "),
		language: "unknown",
		level,
		folder: process.cwd(),
		run,
		toolchain: [],
		build: [],
		service: undefined,
		lint: [],
		env: {},
		envMap: {},
		testGuard: { DAT_TEST: "1" },
		maxAttempts: 5,
		skip: {},
		knownFailing: new Map(),
	};
}

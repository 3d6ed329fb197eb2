import { availableParallelism } from "node:os";
import type { Case } from "../case.ts";
import { CASES } from "../cases.ts";
import { checkPort } from "../check-port.ts";
import { findRequirement } from "../contract/contract.ts";
import type { Level } from "../contract/parse-contract.ts";
import { Broken } from "../drive/broken.ts";
import { watchLag } from "../drive/lag.ts";
import { readManifest, toBarePort } from "../drive/manifest.ts";
import type { Port } from "../drive/port.ts";
import { prepare } from "../drive/prepare.ts";
import { exitCodeOf, type PortReport } from "../report/port-report.ts";
import { CALL, quote } from "../report/rerun.ts";
import { toLines } from "../report/terminal.ts";
import { writeReports } from "../report/write-reports.ts";

/** A choice of cases that leaves none. */
export class BadChoice extends Error {
	override readonly name = "BadChoice";
}

/** The options of `check` as commander gives them. */
export interface CheckWords {
	readonly port?: readonly string[];
	readonly level?: Level;
	readonly case?: readonly string[];
	readonly only?: readonly string[];
	readonly strict?: true;
	readonly trace?: true;
	readonly out?: string;
	readonly jobs?: number;
	readonly timeoutScale: number;
}

/** `check`: the exit code says how the ports stand. */
export async function check(
	command: readonly string[],
	words: CheckWords,
	tell: (text: string) => void = console.log,
): Promise<number> {
	if (!CASES.some(wish(words))) throw new BadChoice(`no case fits; ${CALL} list names them all`);
	watchLag();
	const reports: PortReport[] = [];
	let isBuilt = true;
	for (const { port, argument } of portsOf(command, words)) {
		const refused = prepare(port);
		const report = refused ?? (await tryPort(port, argument, words));
		if (typeof report === "string") {
			tell(`${port.name}: ${report}`);
			isBuilt = false;
			continue;
		}
		tell(toLines(report, { withTraces: words.trace === true }));
		reports.push(report);
	}
	if (words.out !== undefined) writeReports(words.out, reports);
	return isBuilt ? exitCodeOf(reports, { isStrict: words.strict === true }) : 2;
}

/** The report, or why there can be none. */
async function tryPort(port: Port, argument: string, words: CheckWords): Promise<PortReport | string> {
	try {
		return await checkPort(port, {
			argument,
			isWanted: wish(words),
			jobs: words.jobs ?? Math.max(4, availableParallelism() * 3),
			timeoutScale: words.timeoutScale,
		});
	} catch (error) {
		if (error instanceof Broken) return error.message;
		throw error;
	}
}

interface Named {
	readonly port: Port;
	readonly argument: string;
}

function portsOf(command: readonly string[], { port: manifests = [], level }: CheckWords): readonly Named[] {
	const named = manifests.map((path): Named => {
		const port = readManifest(path);
		return { port: level ? { ...port, level } : port, argument: `--port ${quote([path])}` };
	});
	if (command.length === 0) return named;
	const bare = toBarePort(command, level ?? "L0");
	return [...named, { port: bare, argument: `${level ? `--level ${level} ` : ""}-- ${quote(command)}` }];
}

/** `--case` takes a case's id, or its beginning; `--only` a requirement, or a pattern with `*`. */
function wish({ case: cases = [], only = [] }: CheckWords): (it: Case) => boolean {
	const patterns = only.map((name) => findRequirement(name)?.id ?? `DAT-${name.toUpperCase().replace(/^DAT-/, "")}`);
	const fits = (id: string): boolean =>
		patterns.some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(id));
	return ({ id, requirement }) =>
		(cases.length === 0 || cases.some((wanted) => id.startsWith(wanted))) &&
		(patterns.length === 0 || fits(requirement));
}

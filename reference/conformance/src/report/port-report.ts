import { CONTRACT } from "../contract/contract.ts";
import { LEVELS, type Level, type Requirement } from "../contract/parse-contract.ts";
import type { Port } from "../drive/port.ts";
import type { Finding } from "../judge/judge.ts";
import { whyLeftOut } from "../judge/left-out.ts";
import { settleVerdict, type Verdict } from "../judge/verdict.ts";
import type { Trace } from "./trace.ts";

/** One case as it was played. */
export interface CaseResult {
	readonly id: string;
	readonly title: string;
	readonly ms: number;
	readonly findings: readonly Finding[];
	readonly trace: Trace;
}

/** Everything that is known of one port: what all reports are made of, and what `report.json` holds. */
export interface PortReport {
	readonly name: string;
	readonly language: string;
	readonly level: Level;
	/** How the port is named on the command line. */
	readonly argument: string;
	readonly calibratedMs: number;
	readonly verdicts: Readonly<Record<string, Verdict>>;
	/** Why a requirement is SKIP. */
	readonly reasons: Readonly<Record<string, string>>;
	readonly cases: readonly CaseResult[];
}

/** Sums up what the cases found. */
export function toPortReport(
	port: Port,
	{ argument, calibratedMs, cases }: Pick<PortReport, "argument" | "calibratedMs" | "cases">,
): PortReport {
	const findings = cases.flatMap((result) => result.findings);
	return {
		name: port.name,
		language: port.language,
		level: port.level,
		argument,
		calibratedMs,
		verdicts: Object.fromEntries(CONTRACT.map(({ id }) => [id, settleVerdict(id, findings, port)])),
		reasons: Object.fromEntries(
			CONTRACT.flatMap(({ id }): [string, string][] => {
				const reason = whyLeftOut(id, port);
				return reason === undefined ? [] : [[id, reason]];
			}),
		),
		cases,
	};
}

const GOOD: readonly Verdict[] = ["PASS", "XFAIL", "SKIP", "-"];

/** Whether a verdict is fine as it stands. */
export function isGood(verdict: Verdict | undefined): boolean {
	return verdict !== undefined && GOOD.includes(verdict);
}

/** How many of the requirements that were asked hold. */
export function tally(
	{ verdicts }: PortReport,
	keyword: Requirement["keyword"],
): { readonly held: number; readonly asked: number } {
	const asked = CONTRACT.filter(
		(requirement) => requirement.keyword === keyword && (verdicts[requirement.id] ?? "-") !== "-",
	);
	return { held: asked.filter(({ id }) => verdicts[id] === "PASS").length, asked: asked.length };
}

/** The exit code of the kit (PROTOCOL.md): the worst of all ports. */
export function exitCodeOf(reports: readonly PortReport[], { isStrict }: { readonly isStrict: boolean }): number {
	const verdicts = reports.flatMap((report) =>
		CONTRACT.filter(({ keyword }) => isStrict || keyword === "MUST").map(({ id }) => report.verdicts[id] ?? "-"),
	);
	const all = reports.flatMap((report) => Object.values(report.verdicts));
	if (all.includes("ERROR")) return 2;
	if (verdicts.some((verdict) => verdict === "FAIL" || verdict === "VACUOUS") || all.includes("XPASS")) return 1;
	return verdicts.includes("INCONCLUSIVE") ? 3 : 0;
}

/** Whether a port of one level is asked a requirement of another. */
export function isAsked(asked: Level, level: Level): boolean {
	return LEVELS.indexOf(asked) <= LEVELS.indexOf(level);
}

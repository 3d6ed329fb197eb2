import { CONTRACT } from "../contract/contract.ts";
import type { Verdict } from "../judge/verdict.ts";
import { type PortReport, tally } from "./port-report.ts";

const SIGNS: Readonly<Record<Verdict, string>> = {
	PASS: "✓",
	FAIL: "✗",
	ERROR: "✗",
	VACUOUS: "✗",
	INCONCLUSIVE: "?",
	XFAIL: "✗",
	XPASS: "✓",
	SKIP: "o",
	"-": "",
};

/** The matrix of ports by requirement, for a README or a job's summary. It holds nothing that changes from run to run. */
export function toMarkdown(reports: readonly PortReport[]): string {
	const ports = [...reports].sort((a, b) => a.language.localeCompare(b.language) || a.name.localeCompare(b.name));
	const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
	const sum = (keyword: "MUST" | "SHOULD"): readonly string[] =>
		ports.map((report) => `${tally(report, keyword).held}/${tally(report, keyword).asked}`);
	return [
		row(["", "", ...ports.map(({ name }) => name)]),
		row(["---", "---", ...ports.map(() => ":-:")]),
		row(["**Level**", "", ...ports.map(({ level }) => level)]),
		row(["**MUST**", "", ...sum("MUST")]),
		row(["**SHOULD**", "", ...sum("SHOULD")]),
		...CONTRACT.map(({ id, keyword, level }) =>
			row([id, `${keyword} ${level}`, ...ports.map(({ verdicts }) => SIGNS[verdicts[id] ?? "-"])]),
		),
		"",
		"✓ holds · ✗ does not · o left out, with a reason · ? the machine was too busy to tell · empty: not asked at its level",
		"",
		...ports.flatMap(toReasons),
	].join("\n");
}

function toReasons({ name, verdicts, reasons }: PortReport): readonly string[] {
	const lines = Object.entries(reasons)
		.filter(([id]) => verdicts[id] === "SKIP")
		.map(([id, reason]) => `- ${id}: ${reason}`);
	return lines.length > 0 ? [`${name} leaves out:`, "", ...lines, ""] : [];
}

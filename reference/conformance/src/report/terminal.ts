import { styleText } from "node:util";
import { CONTRACT } from "../contract/contract.ts";
import type { Failure } from "../judge/check.ts";
import { type CaseResult, isGood, type PortReport, tally } from "./port-report.ts";

/** One line for what went well, the whole story for what did not. */
export function toLines(report: PortReport, { withTraces }: { readonly withTraces: boolean }): string {
	const head = `${styleText("bold", report.name)}  ${report.language}  ${report.level}  calibrated ${report.calibratedMs} ms`;
	const stories = report.cases.flatMap((result) => storyOf(report, result, withTraces));
	const rest = CONTRACT.filter(({ id }) => ["SKIP", "XPASS"].includes(report.verdicts[id] ?? "")).map(
		({ id }) =>
			` ${report.verdicts[id]} ${id}${report.verdicts[id] === "XPASS" ? ": it passes; delete its line from the known failures" : ""}`,
	);
	const [must, should] = [tally(report, "MUST"), tally(report, "SHOULD")];
	const sum = ` ${report.level}: ${must.held}/${must.asked} MUST, ${should.held}/${should.asked} SHOULD`;
	return [head, ...stories, ...rest, sum, ""].join("\n");
}

function storyOf(
	report: PortReport,
	{ id, title, findings, trace }: CaseResult,
	withTraces: boolean,
): readonly string[] {
	return findings
		.filter(({ verdict }) => !isGood(verdict))
		.map(({ requirement, verdict, failures }) => {
			const known = CONTRACT.find((one) => one.id === requirement);
			return [
				` ${paint(report.verdicts[requirement] === "XFAIL" ? "XFAIL" : verdict)} ${requirement} ${known?.keyword ?? ""}  ${id}: ${title}`,
				...(verdict === "VACUOUS"
					? ["     an answer that the case prepared was never asked for"]
					: failures.map(tellFailure)),
				`     why: ${known?.why ?? ""}`,
				...(withTraces ? [...trace.http, ...trace.port, trace.stderr] : trace.http.slice(0, 4)).flatMap((text) =>
					indent(text),
				),
				`     rerun: dat-conformance check ${report.argument} --case ${id} --trace`,
				"",
			].join("\n");
		});
}

/** A failure in one line. */
export function tellFailure({ expected, seen }: Failure): string {
	return `     expected: ${expected}\n     seen: ${seen}`;
}

function indent(text: string): readonly string[] {
	return text === "" ? [] : [text.replace(/^/gm, "       ")];
}

function paint(verdict: string): string {
	return styleText(verdict === "INCONCLUSIVE" ? "yellow" : "red", verdict);
}

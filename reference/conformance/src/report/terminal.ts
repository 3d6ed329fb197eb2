import { styleText } from "node:util";
import { CONTRACT } from "../contract/contract.ts";
import type { Failure } from "../judge/check.ts";
import type { Finding } from "../judge/judge.ts";
import { type CaseResult, isGood, type PortReport, tally } from "./port-report.ts";
import { toRerun } from "./rerun.ts";

/** One line for what went well, the whole story for what did not; a story that is the same in many cases is told once. */
export function toLines(report: PortReport, { withTraces }: { readonly withTraces: boolean }): string {
	const head = `${styleText("bold", report.name)}  ${report.language}  ${report.level}  calibrated ${report.calibratedMs} ms`;
	const wrong = report.cases.flatMap((result) =>
		result.findings.filter(({ verdict }) => !isGood(verdict)).map((finding): Wrong => ({ result, finding })),
	);
	const alike = Map.groupBy(wrong, ({ result, finding }) => (withTraces ? result.id : "") + JSON.stringify(finding));
	const stories = [...alike.values()].flatMap(([first, ...others]) =>
		first ? [storyOf(report, first, { others, withTraces })] : [],
	);
	const rest = CONTRACT.flatMap(({ id }) => {
		if (report.verdicts[id] === "SKIP") return [` SKIP ${id}: ${report.reasons[id]}`];
		if (report.verdicts[id] === "XPASS") return [` XPASS ${id}: it passes; delete its line from the known failures`];
		return [];
	});
	const [must, should] = [tally(report, "MUST"), tally(report, "SHOULD")];
	const sum = ` ${report.level}: ${must.held}/${must.asked} MUST, ${should.held}/${should.asked} SHOULD`;
	return [head, ...stories, ...rest, sum + toFailed(report), ""].join("\n");
}

interface Wrong {
	readonly result: CaseResult;
	readonly finding: Finding;
}

function toFailed({ verdicts }: PortReport): string {
	const failed = CONTRACT.filter(({ id }) => !isGood(verdicts[id])).map(({ id }) => id.slice("DAT-".length));
	return failed.length > 0 ? `; not ${failed.join(" ")}` : "";
}

function storyOf(
	report: PortReport,
	{ result: { id, title, trace }, finding: { requirement, verdict, failures } }: Wrong,
	{ others, withTraces }: { readonly others: readonly Wrong[]; readonly withTraces: boolean },
): string {
	const known = CONTRACT.find((one) => one.id === requirement);
	const told = withTraces ? [...trace.http, ...trace.port, trace.stderr] : trace.http.slice(0, 4);
	return [
		` ${paint(report.verdicts[requirement] === "XFAIL" ? "XFAIL" : verdict)} ${requirement} ${known?.keyword ?? ""}  ${id}: ${title}`,
		...(verdict === "VACUOUS"
			? ["     an answer that the case prepared was never asked for"]
			: failures.map(tellFailure)),
		// The port itself is at fault there, and not what it does.
		...(verdict === "ERROR" ? [] : [`     why: ${known?.why ?? ""}`]),
		...told.flatMap(indent),
		...(others.length > 0 ? [`     the same in ${toList(others.map(({ result }) => result.id))}`] : []),
		`     rerun: ${toRerun(report.argument, id)}`,
		"",
	].join("\n");
}

const MOST_NAMED = 6;

function toList(ids: readonly string[]): string {
	if (ids.length <= MOST_NAMED) return ids.join(", ");
	return `${ids.slice(0, MOST_NAMED).join(", ")} and ${ids.length - MOST_NAMED} more cases`;
}

/** A failure in two lines, or more where it shows some. */
function tellFailure({ expected, seen }: Failure): string {
	return `     expected: ${expected}\n     seen: ${seen.replaceAll("\n", "\n     ")}`;
}

function indent(text: string): readonly string[] {
	return text === "" ? [] : [text.replace(/^/gm, "       ")];
}

function paint(verdict: string): string {
	return styleText(verdict === "INCONCLUSIVE" ? "yellow" : "red", verdict);
}

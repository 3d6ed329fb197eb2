import { isGood, type PortReport } from "./port-report.ts";
import { type Row, rowsOf, tellWrong } from "./rows.ts";

/** TAP 14: a line per port and requirement. */
export function toTap(reports: readonly PortReport[]): string {
	const rows = reports.flatMap((report) => rowsOf(report).map((row) => ({ report, row })));
	const lines = rows.map(({ report, row }, index) => toTapLine(`${index + 1} - ${report.name}`, row));
	return ["TAP version 14", `1..${rows.length}`, ...lines, ""].join("\n");
}

function toTapLine(name: string, row: Row): string {
	const { requirement, verdict, reason } = row;
	const line = `${name} ${requirement.id} ${requirement.sentence.replaceAll("#", "\\#")}`;
	if (verdict === "SKIP") return `ok ${line} # SKIP ${reason}`;
	if (isGood(verdict) && verdict !== "XFAIL") return `ok ${line}`;
	const isTolerated = verdict === "XFAIL" || requirement.keyword === "SHOULD";
	const wrong = tellWrong(row).replace(/^/gm, "  # ");
	return `not ok ${line}${isTolerated ? " # TODO" : ""}\n${wrong}`;
}

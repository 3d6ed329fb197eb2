import { escapeMarkup } from "./markup.ts";
import { isGood, type PortReport } from "./port-report.ts";
import { type Row, rowsOf, tellWrong } from "./rows.ts";

/** JUnit's XML: a suite per port, a test case per requirement. */
export function toJUnit(reports: readonly PortReport[]): string {
	const suites = reports.map((report) => {
		const rows = rowsOf(report);
		const failures = rows.filter(({ verdict }) => !isGood(verdict)).length;
		const skipped = rows.filter(({ verdict }) => verdict === "SKIP" || verdict === "XFAIL").length;
		return [
			`<testsuite name="${escapeMarkup(report.name)}" tests="${rows.length}" failures="${failures}" skipped="${skipped}">`,
			...rows.map((row) => toTestCase(report, row)),
			"</testsuite>",
		].join("\n");
	});
	return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("\n")}\n</testsuites>\n`;
}

function toTestCase(report: PortReport, row: Row): string {
	const { requirement, verdict, found } = row;
	const seconds = found.reduce((sum, { result }) => sum + result.ms, 0) / 1_000;
	const head = `<testcase name="${requirement.id}" classname="${escapeMarkup(report.name)}.${requirement.id.slice(4, 7)}" time="${seconds}">`;
	const properties = `<properties><property name="keyword" value="${requirement.keyword}"/><property name="level" value="${requirement.level}"/></properties>`;
	const body = bodyOf(row, verdict);
	return `${head}${properties}${body}</testcase>`;
}

function bodyOf(row: Row, verdict: Row["verdict"]): string {
	if (verdict === "SKIP") return `<skipped message="${escapeMarkup(row.reason ?? "")}"/>`;
	if (verdict === "XFAIL") return '<skipped message="XFAIL"/>';
	if (isGood(verdict)) return "";
	return `<failure message="${verdict}: ${escapeMarkup(row.requirement.sentence)}">${escapeMarkup(tellWrong(row))}</failure>`;
}

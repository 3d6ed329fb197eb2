import { CONTRACT } from "../contract/contract.ts";
import { escapeMarkup as text } from "./markup.ts";
import { type PortReport, tally } from "./port-report.ts";
import { toRerun } from "./rerun.ts";
import { type Row, rowsOf } from "./rows.ts";

/** One file without any request to elsewhere: the matrix, and below it each port's requirements with a trace per case. */
export function toHtml(reports: readonly PortReport[]): string {
	return [
		"<!doctype html>",
		'<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
		`<title>Conformance</title><style>${STYLE}</style>`,
		"<h1>Conformance</h1>",
		matrix(reports),
		...reports.map(story),
		"</html>",
		"",
	].join("\n");
}

const STYLE = [
	":root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}body{margin:2rem auto;max-width:76rem;padding:0 1rem}",
	"table{border-collapse:collapse}th,td{padding:.15rem .6rem;border-bottom:1px solid #8884;text-align:center}",
	"th:first-child,td:first-child{text-align:left}thead th{position:sticky;top:0;background:Canvas}",
	".PASS{color:#1a7f37}.FAIL,.ERROR,.VACUOUS,.XPASS{color:#cf222e;font-weight:600}.INCONCLUSIVE,.XFAIL{color:#9a6700}",
	"pre{overflow:auto;padding:.6rem;background:#8881}details{margin:.2rem 0}summary{cursor:pointer}a{color:inherit}",
].join("");

function matrix(reports: readonly PortReport[]): string {
	const head = reports.map(({ name, level }) => `<th scope="col">${text(name)}<br>${level}</th>`).join("");
	const rows = CONTRACT.map(({ id, keyword, level, sentence }) => {
		const cells = reports.map((report, index) => {
			const verdict = report.verdicts[id] ?? "-";
			return verdict === "-" ? "<td></td>" : `<td><a class="${verdict}" href="#${index}-${id}">${verdict}</a></td>`;
		});
		return `<tr><th scope="row" title="${text(sentence)}">${id}</th><td>${keyword} ${level}</td>${cells.join("")}</tr>`;
	});
	return `<table><thead><tr><th scope="col">Requirement</th><th></th>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

function story(report: PortReport, index: number): string {
	const { held, asked } = tally(report, "MUST");
	const head = `<h2>${text(report.name)} <small>${text(report.language)}, ${report.level}: ${held}/${asked} MUST</small></h2>`;
	return [head, ...rowsOf(report).map((row) => section(row, { report, index }))].join("\n");
}

function section(
	{ requirement, verdict, reason, found }: Row,
	{ report, index }: { readonly report: PortReport; readonly index: number },
): string {
	const cases = found.map(({ result, finding }) => {
		const wrong = finding.failures.map(({ expected, seen }) => `expected: ${expected}\nseen: ${seen}`);
		const trace = [...wrong, ...result.trace.http, ...result.trace.port, result.trace.stderr].filter(
			(part) => part !== "",
		);
		return `<details><summary><span class="${finding.verdict}">${finding.verdict}</span> ${text(result.id)}: ${text(result.title)}</summary><pre>${text(trace.join("\n\n"))}</pre><p><code>${text(toRerun(report.argument, result.id))}</code></p></details>`;
	});
	const leftOut = reason === undefined ? "" : `<p>left out: ${text(reason)}</p>`;
	return `<section id="${index}-${requirement.id}"><h3><span class="${verdict}">${verdict}</span> ${requirement.id} ${requirement.keyword}</h3>${leftOut}<p>${text(requirement.sentence)}<br><em>${text(requirement.why)}</em></p>${cases.join("")}</section>`;
}

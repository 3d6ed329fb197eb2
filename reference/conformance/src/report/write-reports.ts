import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toBadge } from "./badge.ts";
import { toHtml } from "./html.ts";
import { toJUnit } from "./junit.ts";
import { toMarkdown } from "./markdown.ts";
import type { PortReport } from "./port-report.ts";
import { toTap } from "./tap.ts";

/** What `report.json` holds, and `merge` reads. */
export interface ReportFile {
	readonly format: 1;
	readonly protocol: 1;
	readonly machine: string;
	readonly ports: readonly PortReport[];
}

/** The content of `report.json`. */
export function toReportFile(ports: readonly PortReport[]): ReportFile {
	return { format: 1, protocol: 1, machine: `${process.platform} ${process.arch}, node ${process.version}`, ports };
}

/** Writes every form of the report into a folder. */
export function writeReports(folder: string, reports: readonly PortReport[]): void {
	mkdirSync(folder, { recursive: true });
	const files: Readonly<Record<string, string>> = {
		"report.json": `${JSON.stringify(toReportFile(reports), undefined, "\t")}\n`,
		"junit.xml": toJUnit(reports),
		"report.tap": toTap(reports),
		"report.md": toMarkdown(reports),
		"report.html": toHtml(reports),
		...Object.fromEntries(
			reports.map((report) => [
				reports.length === 1 ? "badge.json" : `badge-${report.name.replace(/\W+/g, "-")}.json`,
				`${JSON.stringify(toBadge(report))}\n`,
			]),
		),
	};
	for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

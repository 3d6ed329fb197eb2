import { readFileSync } from "node:fs";
import { toMarkdown } from "../report/markdown.ts";
import type { PortReport } from "../report/port-report.ts";
import { type ReportFile, writeReports } from "../report/write-reports.ts";

/** A file that is no report of this kit. */
export class BadReport extends Error {
	override readonly name = "BadReport";
}

/** `merge`: one matrix over the ports of several report.json. */
export function merge(files: readonly string[], out: string | undefined): string {
	const reports = files.flatMap(readReports);
	if (out !== undefined) writeReports(out, reports);
	return toMarkdown(reports);
}

function readReports(file: string): readonly PortReport[] {
	let read: Partial<ReportFile>;
	try {
		read = JSON.parse(readFileSync(file, "utf8"));
	} catch (error) {
		throw new BadReport(`${file} cannot be read: ${(error as Error).message}`);
	}
	if (read.format !== 1 || !Array.isArray(read.ports)) throw new BadReport(`${file} is no report.json of format 1`);
	return read.ports;
}

import { isGood, type PortReport, tally } from "./port-report.ts";

/** What shields.io/endpoint reads. */
export function toBadge(report: PortReport): object {
	const { held, asked } = tally(report, "MUST");
	const isWhole = Object.values(report.verdicts).every(isGood);
	return {
		schemaVersion: 1,
		label: `DAT ${report.level}`,
		message: `${held}/${asked} MUST`,
		color: held === asked ? "brightgreen" : isWhole ? "yellow" : "red",
	};
}

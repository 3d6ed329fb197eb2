import type { Severity } from "@dat/core";

/** The level names of pino, and of winston by npm and by syslog; others are DEV unless told. */
const SEVERITY_OF: Readonly<Record<string, Severity>> = {
	fatal: "P0",
	emerg: "P0",
	alert: "P0",
	crit: "P0",
	error: "P1",
	err: "P1",
	warn: "P2",
	warning: "P2",
	notice: "P3",
	info: "P3",
	http: "P3",
};

/** Severities by level name; `false` for a level that never raises an alert. */
export type LevelSeverities = Readonly<Record<string, Severity | false>>;

/** What a level means: what the user says of it, else what its name usually means. */
export function severityOf(level: string, severities: LevelSeverities = {}): Severity | false {
	return severities[level] ?? SEVERITY_OF[level] ?? "DEV";
}

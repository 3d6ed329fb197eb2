import { SEVERITIES, type Severity } from "../../alert/severity.ts";

/** Words of other systems, in lower case, to severities. */
export type SeverityWords = Readonly<Record<string, Severity>>;

/** The words in use. Only those that say that somebody must be woken are a P0, which pings. */
const WORDS: SeverityWords = {
	page: "P0",
	emergency: "P0",
	critical: "P1",
	alert: "P1",
	fatal: "P1",
	error: "P1",
	high: "P1",
	warning: "P2",
	warn: "P2",
	medium: "P2",
	moderate: "P2",
	low: "P3",
	notice: "P3",
	info: "P3",
	ok: "P3",
	resolved: "P3",
	none: "DEV",
	debug: "DEV",
};

/** The severity that a word stands for: the user's own, ours by name, the usual ones; else `standard`. */
export function toSeverity(word: string | undefined, own: SeverityWords = {}, standard: Severity = "P2"): Severity {
	const lower = word?.toLowerCase() ?? "";
	const known = SEVERITIES.find((severity) => severity.toLowerCase() === lower);
	// Own members only: "constructor" is no severity.
	return [own, WORDS].find((words) => Object.hasOwn(words, lower))?.[lower] ?? known ?? standard;
}

import type { Severity } from "../alert/severity.ts";
import { cutText } from "../discord/cut.ts";
import { LIMITS } from "../discord/limits.ts";
import { escapeMentions } from "../discord/mentions.ts";
import { COLORS } from "../discord/severity-style.ts";
import type { Embed } from "../discord/wire.ts";

/** How one alert, or many of one key, ended. */
export interface Ending {
	readonly severity: Severity;
	readonly title: string;
	readonly channel: string;
	readonly status: "delivered" | "suppressed" | "dropped";
	readonly reason?: string;
	readonly via?: string;
	/** How many of one key; default 1. */
	readonly count?: number;
}

/** The line an alert leaves in the audit channel: `P1 Auth degraded → alerts · delivered` (design rule 12). */
export function auditLine({ severity, title, channel, status, reason, via, count = 1 }: Ending): string {
	const text = escapeMentions(cutText(title.replace(/\s+/g, " "), 120));
	const way = via === undefined ? channel : `${channel} via ${via}`;
	return `\`${severity}\` ${text} → ${way} · ${status}${reason ? ` (${reason})` : ""}${count > 1 ? ` ×${count}` : ""}`;
}

/** How many lines, from the first on, fit into one description. */
export function countLines(lines: readonly string[]): number {
	let size = 0;
	let count = 0;
	for (const { length } of lines) {
		size += length + 1;
		if (size > LIMITS.description + 1) break;
		count++;
	}
	return Math.max(1, count);
}

/** The audit message: white, never pings. */
export function renderAudit(lines: readonly string[]): Embed {
	return { description: cutText(lines.join("\n"), LIMITS.description), color: COLORS.audit };
}

import { hostname } from "node:os";
import { stripVTControlCharacters } from "node:util";
import type { Alert, Severity } from "@dat/core";
import { EXIT } from "./command.ts";
import type { AlertWishes } from "./read-alert.ts";
import { redact } from "./redact.ts";
import type { Ended } from "./supervise.ts";

/** What is to be shown of a command that has ended. */
export interface Report extends Ended {
	readonly name: string;
	/** The end of its output; `undefined` where it was left alone. */
	readonly output: string | undefined;
	readonly lines: number;
	/** What the user wants of the alert, which wins. */
	readonly wishes: AlertWishes;
}

/** Below Discord's 4096 for a description, with room for the fences. */
const SHOWN_CHARACTERS = 4000;

/** The alert about a command that has ended. */
export function toAlert(severity: Severity, report: Report): Alert {
	const { name, code, how, durationMs, output, lines, wishes } = report;
	return {
		severity,
		title: `${name} ${code === EXIT.ok ? "succeeded" : "failed"}`,
		...(output !== undefined && { description: showLines(output, lines) }),
		...wishes,
		fields: [
			{ name: "ended with", value: how, inline: true },
			{ name: "after", value: showDuration(durationMs), inline: true },
			{ name: "host", value: hostname(), inline: true },
			...(wishes.fields ?? []),
		],
	};
}

/** The last lines as a terminal would show them, in a block whose end they cannot write themselves. */
function showLines(output: string, most: number): string {
	const lines = redact(stripVTControlCharacters(output))
		.trimEnd()
		.split("\n")
		.slice(-most)
		// A progress bar writes one line many times.
		.map((line) => line.trimEnd().split("\r").at(-1));
	const text = lines.join("\n").replaceAll("```", "`\u200b`\u200b`");
	if (text === "") return "It wrote nothing that is shown here.";
	return `\`\`\`\n${text.slice(-SHOWN_CHARACTERS)}\n\`\`\``;
}

/** `0.4 s`, `12.0 s`, `3 min 20 s`, `2 h 5 min`. */
function showDuration(ms: number): string {
	const seconds = ms / 1000;
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

import { styleText } from "node:util";
import type { Diagnosis } from "./diagnose.ts";
import { toPrintable } from "./printable.ts";
import { showAge } from "./show-age.ts";

/** A diagnosis for a person. */
export function showDiagnosis(found: Diagnosis): string {
	const { runtime, variables, webhooks, p0Mention, spool, problems, notes } = found;
	const lines = [
		runtime,
		"",
		...showTable("Variables", Object.entries(variables)),
		...showTable(
			"Webhooks",
			webhooks.map(({ channel, state, detail }) => [channel, `${paint(state)}: ${toPrintable(detail)}`]),
		),
		`A P0 pings ${toPrintable(p0Mention) || "nobody"}.`,
		...(spool ? [showSpool(spool)] : []),
		"",
		...problems.map((text) => `${styleText("red", "wrong", TO)}  ${toPrintable(text)}`),
		...notes.map((text) => `${styleText("yellow", "note", TO)}   ${toPrintable(text)}`),
		...(problems.length === 0 ? [styleText("green", "All is fine.", TO)] : []),
	];
	return `${lines.join("\n")}\n`;
}

const TO = { stream: process.stdout };

function showTable(title: string, rows: readonly (readonly [string, string])[]): string[] {
	if (rows.length === 0) return [];
	const width = Math.max(...rows.map(([name]) => name.length));
	return [title, ...rows.map(([name, value]) => `  ${toPrintable(name).padEnd(width)}  ${value}`), ""];
}

function paint(state: string): string {
	return styleText(state === "fine" ? "green" : "red", state, TO);
}

function showSpool({ path, waiting, held, oldestRaisedAtMs, bytes }: NonNullable<Diagnosis["spool"]>): string {
	if (bytes === 0) return `There is no spool ${toPrintable(path)} yet; the first alert makes it.`;
	const oldest = oldestRaisedAtMs === undefined ? "" : `, the oldest for ${showAge(Date.now() - oldestRaisedAtMs)}`;
	return `In the spool ${toPrintable(path)} (${bytes} bytes) ${waiting} wait and ${held} are being sent${oldest}.`;
}

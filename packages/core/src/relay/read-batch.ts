import { readMember } from "../alert/show-value.ts";
import { quote, type Refusal } from "./refusal.ts";

/** A batch as the relay works on it. Its alerts are not checked yet. */
export interface Batch {
	readonly wait: boolean;
	readonly lost: number;
	readonly entries: readonly BatchEntry[];
}

/** One alert of a batch. */
export interface BatchEntry {
	/** `undefined` for the bare alert of a hand-written page. */
	readonly id: string | undefined;
	/** How long ago it was raised, ms. */
	readonly ageMs: number;
	readonly alert: unknown;
	/** What is wrong with the entry itself. */
	readonly problem: string | undefined;
}

const ID = /^[0-9a-f]{32}$/;
const WEEK_MS = 604_800_000;

/** Reads the envelope of docs/relay-protocol.md, or a bare alert. */
export function readBatch(json: unknown, maxAlerts: number): Batch | Refusal {
	if (readMember(json, "v") === undefined && readMember(json, "severity") !== undefined)
		return { wait: false, lost: 0, entries: [{ id: undefined, ageMs: 0, alert: json, problem: undefined }] };
	const refuse = (detail: string): Refusal => ({ error: "bad_request", detail });
	if (readMember(json, "v") !== 1) return refuse(`v is ${quote(readMember(json, "v"))}; write 1`);
	const alerts = readMember(json, "alerts");
	if (!Array.isArray(alerts) || alerts.length === 0) return refuse("alerts is no list of alerts; write 1 or more");
	if (alerts.length > maxAlerts)
		return refuse(`alerts holds ${alerts.length}; write at most ${maxAlerts} and send the rest in another request`);
	const sentAtMs = readMember(json, "sentAtMs");
	return {
		wait: readMember(json, "wait") === true,
		lost: toCount(readMember(json, "lost")),
		entries: alerts.map((entry) => readEntry(entry, sentAtMs)),
	};
}

function readEntry(entry: unknown, sentAtMs: unknown): BatchEntry {
	const id = readMember(entry, "id");
	const isId = typeof id === "string" && ID.test(id);
	return {
		id: isId ? id : undefined,
		ageMs: toAge(sentAtMs, readMember(entry, "raisedAtMs")),
		alert: readMember(entry, "alert"),
		problem: isId ? undefined : "id is no alert id; write 32 lower-case hex digits",
	};
}

/** Both by the page's clock, so that a wrong one does no harm. */
function toAge(sentAtMs: unknown, raisedAtMs: unknown): number {
	const age = typeof sentAtMs === "number" && typeof raisedAtMs === "number" ? sentAtMs - raisedAtMs : 0;
	return Math.min(WEEK_MS, Math.max(0, age));
}

function toCount(given: unknown): number {
	return typeof given === "number" && given > 0 ? Math.min(1_000_000, Math.floor(given)) : 0;
}

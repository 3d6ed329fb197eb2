import { type Alert, type AlertField, SEVERITIES } from "@dat/core";
import type { Admitted, Ticket } from "@dat/core/adapter";

/** More than Discord shows of any text or list; what is longer goes the long way, which cuts it and says so. */
const LONG = 4096;
const MOST_FIELDS = 25;

/** A usual alert as one text and some numbers, on its way into a record or out of one. */
export interface Frame {
	/** Id, channel, title, description, then name and value of each field, without anything between. */
	text: string;
	/** The length of each text, UTF-16 units; the first `count` are in use. Its size is fixed: emptying an array is slow. */
	readonly lengths: Int32Array;
	count: number;
	/** The index of the severity, and {@link FLAGS}. */
	flags: number;
	/** When it was raised, wall clock. */
	nowMs: number;
}

/** Bits of `flags` above the three of the severity. */
export const FLAGS = { trade: 8, mayMention: 16, isAwaited: 32 } as const;

/** An empty frame. */
export function createFrame(): Frame {
	return { text: "", lengths: new Int32Array(4 + 2 * MOST_FIELDS), count: 0, flags: 0, nowMs: 0 };
}

/** What the door knows of an alert that entered. */
export type Entered = Admitted & Omit<Ticket, "elapsedMs">;

/**
 * Writes an alert into the frame. False, and the frame is of no use, when the alert has more than severity, title,
 * description, fields, channel and key, or a field that is no text, number or boolean. Throws what its getters throw.
 */
export function writeFrame(
	frame: Frame,
	alert: Alert,
	{ address, channel, mayMention }: Admitted,
	ticket: Ticket,
): boolean {
	const description = alert.description ?? "";
	if (isUnusual(alert) || address.notes.length > 0 || typeof description !== "string" || description.length > LONG)
		return false;
	const { lengths } = frame;
	lengths[0] = ticket.id.length;
	lengths[1] = channel.length;
	lengths[2] = address.title.length;
	lengths[3] = description.length;
	frame.count = 4;
	const fields = writeFields(frame, alert.fields);
	if (fields === undefined) return false;
	frame.text = ticket.id + channel + address.title + description + fields;
	frame.flags =
		SEVERITIES.indexOf(address.severity) +
		(address.trade ? FLAGS.trade : 0) +
		(mayMention ? FLAGS.mayMention : 0) +
		(ticket.isAwaited ? FLAGS.isAwaited : 0);
	frame.nowMs = ticket.nowMs;
	return true;
}

function isUnusual(alert: Alert): boolean {
	return (
		alert.error !== undefined ||
		alert.mention !== undefined ||
		alert.url !== undefined ||
		alert.footer !== undefined ||
		alert.timestamp !== undefined ||
		alert.image !== undefined ||
		alert.thumbnail !== undefined ||
		alert.author !== undefined ||
		alert.thread !== undefined ||
		alert.files !== undefined ||
		alert.silent !== undefined
	);
}

function writeFields(frame: Frame, fields: Alert["fields"]): string | undefined {
	if (fields === undefined) return "";
	if (typeof fields !== "object" || fields === null || Array.isArray(fields)) return undefined;
	const rows = fields as Readonly<Record<string, unknown>>; // checked: no array
	const names = Object.keys(rows);
	if (names.length > MOST_FIELDS) return undefined;
	let text = "";
	for (const name of names) {
		const given = rows[name];
		const value = typeof given === "number" || typeof given === "boolean" ? String(given) : given;
		if (typeof value !== "string" || value.length > LONG) return undefined;
		frame.lengths[frame.count++] = name.length;
		frame.lengths[frame.count++] = value.length;
		text += name + value;
	}
	return text;
}

/** Reads a frame back, as what a carrier takes but for the monotonic time. */
export function readFrame({ text, lengths, count, flags, nowMs }: Frame): {
	readonly alert: Alert;
	readonly entered: Entered;
} {
	const texts: string[] = [];
	let at = 0;
	for (let index = 0; index < count; index++) {
		const end = at + (lengths[index] ?? 0);
		texts.push(text.slice(at, end));
		at = end;
	}
	const [id = "", channel = "", title = "", description = ""] = texts;
	const fields: AlertField[] = [];
	for (let row = 4; row < count; row += 2) fields.push({ name: texts[row] ?? "", value: texts[row + 1] ?? "" });
	const severity = SEVERITIES[flags & 7] ?? "P1";
	const trade = (flags & FLAGS.trade) > 0;
	return {
		alert: { severity, title, description, fields, trade },
		entered: {
			id,
			nowMs,
			isAwaited: (flags & FLAGS.isAwaited) > 0,
			channel,
			mayMention: (flags & FLAGS.mayMention) > 0,
			address: { severity, title, trade, channel, key: "", notes: [] },
		},
	};
}

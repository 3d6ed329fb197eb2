import type { AlertField } from "./alert.ts";
import { describeError } from "./describe-error.ts";
import { parseTime } from "./parse-time.ts";
import { isObject, readMember, readText, showValue } from "./show-value.ts";
import type { AlertContent, AlertHead } from "./snapshot.ts";

/** Long texts are read up to here, more than Discord shows; a secret cut in half at this bound is past what is shown. */
const LONG = 16_384;

/** More fields than Discord shows are counted, not read. */
const MOST_FIELDS = 25;

/** Reads what an embed shows. Never throws, whatever getters and proxies do; what was not usable is noted. */
export function readContent(input: unknown, head: AlertHead, nowMs?: number): AlertContent {
	const notes = [...head.notes];
	const text = (name: string): string | undefined => readText(readMember(input, name));
	const error = readMember(input, "error");
	const timestamp = readMember(input, "timestamp");
	const timestampMs = timestamp === undefined ? nowMs : parseTime(timestamp);
	if (timestamp !== undefined && timestampMs === undefined) notes.push("timestamp is not ISO 8601");
	return {
		...head,
		notes,
		description: readText(readMember(input, "description"), LONG) ?? "",
		fields: readFields(readMember(input, "fields"), notes),
		trace: error === undefined ? "" : describeError(error).trace,
		url: text("url"),
		footer: text("footer"),
		timestampMs: timestampMs ?? nowMs,
		image: text("image"),
		thumbnail: text("thumbnail"),
		author: readAuthor(readMember(input, "author")),
	};
}

/** The fields of an alert, a record or a list, as a list of at most 25; what was left out is noted. Never throws. */
export function readFields(given: unknown, notes: string[]): AlertField[] {
	try {
		const rows = isObject(given) ? given : given === undefined || given === null ? {} : { fields: given };
		const names = Object.keys(rows);
		if (names.length > MOST_FIELDS) notes.push(`${names.length - MOST_FIELDS} fields left out`);
		return names.slice(0, MOST_FIELDS).map((name) => readField(name, readMember(rows, name), Array.isArray(rows)));
	} catch {
		return [];
	}
}

function readField(name: string, row: unknown, isListed: boolean): AlertField {
	if (!isListed) return { name, value: showValue(row) };
	const [given = "", value = ""] = ["name", "value"].map((part) => readText(readMember(row, part)));
	return { name: given, value, inline: readMember(row, "inline") === true };
}

function readAuthor(given: unknown): AlertContent["author"] {
	if (!isObject(given)) return given ? { name: showValue(given) } : undefined;
	const [name = "", url, iconUrl] = ["name", "url", "iconUrl"].map((part) => readText(readMember(given, part)));
	return { name, url, iconUrl };
}

import type { AlertAuthor, AlertField, AlertFile, AlertThread, Mention } from "./alert.ts";
import { describeError } from "./describe-error.ts";
import { parseTime } from "./parse-time.ts";
import { isObject, readMember, showValue } from "./show-value.ts";
import type { AlertHead, AlertSnapshot } from "./snapshot.ts";

/** Long texts are read up to here, more than Discord shows; a secret cut in half at this bound is past what is shown. */
const LONG = 16_384;
const SHORT = 4096;

/** More fields than Discord shows are counted, not read. */
const MOST_FIELDS = 25;
const MOST_FILES = 20;
const ID = /^\d{17,20}$/;

/** Reduces an alert to plain data. Never throws, whatever getters and proxies do; what was not usable is noted. */
export function takeSnapshot(input: unknown, head: AlertHead, nowMs: number): AlertSnapshot {
	const notes = [...head.notes];
	const read = (name: string): unknown => readMember(input, name);
	const text = (name: string, max = SHORT): string | undefined => readText(read(name), max);
	const error = read("error");
	return {
		...head,
		notes,
		description: text("description", LONG) ?? "",
		fields: readFields(read("fields"), notes),
		mention: readMentions(read("mention"), notes),
		error: error === undefined ? undefined : describeError(error),
		url: text("url"),
		footer: text("footer"),
		timestampMs: readTime(read("timestamp"), nowMs, notes),
		image: text("image"),
		thumbnail: text("thumbnail"),
		author: readAuthor(read("author")),
		thread: readThread(read("thread"), notes),
		files: readFiles(read("files"), notes),
		silent: read("silent") === true,
	};
}

function readText(value: unknown, max: number): string | undefined {
	return value === undefined || value === null || value === "" ? undefined : showValue(value, max);
}

function readFields(given: unknown, notes: string[]): AlertField[] {
	if (!isObject(given)) {
		if (given !== undefined && given !== null) notes.push("fields is neither a record nor an array");
		return [];
	}
	const names = keysOf(given);
	if (names.length > MOST_FIELDS) notes.push(`${names.length - MOST_FIELDS} fields left out`);
	return names.slice(0, MOST_FIELDS).map((name) => {
		const value = readMember(given, name);
		if (!Array.isArray(given)) return { name: name.slice(0, SHORT), value: showValue(value, SHORT) };
		const inline = readMember(value, "inline") === true;
		return {
			name: showValue(readMember(value, "name") ?? "", SHORT),
			value: showValue(readMember(value, "value") ?? "", SHORT),
			...(inline && { inline }),
		};
	});
}

function keysOf(given: object): string[] {
	try {
		return Object.keys(given);
	} catch {
		return [];
	}
}

function readMentions(given: unknown, notes: string[]): Mention[] | undefined {
	if (given === undefined || given === null) return undefined;
	const mentions: Mention[] = [];
	for (const one of listOf(given).slice(0, 200)) {
		const user = readMember(one, "user");
		const role = readMember(one, "role");
		if (one === "everyone" || one === "here") mentions.push(one);
		else if (typeof user === "string" && ID.test(user)) mentions.push({ user });
		else if (typeof role === "string" && ID.test(role)) mentions.push({ role });
		else notes.push('a mention left out: write "everyone", "here", { user: id } or { role: id }');
	}
	return mentions;
}

function listOf(given: unknown): readonly unknown[] {
	try {
		return Array.isArray(given) ? [...given] : [given];
	} catch {
		return [];
	}
}

function readTime(given: unknown, nowMs: number, notes: string[]): number {
	if (given === undefined || given === null) return nowMs;
	const ms = parseTime(given);
	if (ms === undefined) notes.push("timestamp is neither a Date nor ISO 8601, so this is when it was raised");
	return ms ?? nowMs;
}

function readAuthor(given: unknown): AlertAuthor | undefined {
	if (!isObject(given)) {
		const name = readText(given, SHORT);
		return name === undefined ? undefined : { name };
	}
	const url = readText(readMember(given, "url"), SHORT);
	const iconUrl = readText(readMember(given, "iconUrl"), SHORT);
	return {
		name: readText(readMember(given, "name"), SHORT) ?? "",
		...(url !== undefined && { url }),
		...(iconUrl !== undefined && { iconUrl }),
	};
}

function readThread(given: unknown, notes: string[]): AlertThread | undefined {
	if (given === undefined || given === null) return undefined;
	const id = readMember(given, "id");
	const name = readText(readMember(given, "name"), SHORT);
	if (typeof id === "string" && ID.test(id)) return { id };
	const tags = listOf(readMember(given, "tags") ?? []).filter(
		(tag) => typeof tag === "string" && ID.test(tag),
	) as string[]; // checked: strings
	if (name !== undefined) return { name, tags };
	notes.push('thread left out: write { id: "17 to 20 digits" } or { name }');
	return undefined;
}

function readFiles(given: unknown, notes: string[]): AlertFile[] {
	if (given === undefined || given === null) return [];
	return listOf(given)
		.slice(0, MOST_FILES)
		.flatMap((file, index) => {
			const data = readMember(file, "data");
			const type = readText(readMember(file, "type"), 100);
			if (typeof data !== "string" && !(data instanceof Uint8Array)) {
				notes.push(`file ${index + 1} left out: its data is neither a string nor a Uint8Array`);
				return [];
			}
			const name = readText(readMember(file, "name"), 200) ?? `file-${index + 1}`;
			return [{ name, data: typeof data === "string" ? data : data.slice(), ...(type !== undefined && { type }) }];
		});
}

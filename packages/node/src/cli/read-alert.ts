import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Alert, type AlertFile, LIMITS, type Mention, SEVERITIES, type Severity } from "@dat/core";
import { UsageError, type Words } from "./command.ts";

const SHOWN_LINES = 10;
const SHOWN_CHARACTERS = 1500;

/** Room below Discord's limit for the line that says what was cut. */
const MOST_ATTACHED = LIMITS.fileBytes - 1000;

/**
 * The alert that the words of `dat send` say.
 *
 * @param readStdin read only when the words ask for it with `-`.
 * @throws UsageError for a severity, field, mention or file that is wrong.
 */
export function readAlert({ values, positionals }: Words, readStdin: () => string): Alert {
	const [severity = "", title, ...more] = positionals;
	if (!isSeverity(severity)) throw new UsageError(`write one of ${SEVERITIES.join(", ")} first, then the title`);
	if (!title || more.length > 0)
		throw new UsageError('write the title as one word in quotes: dat send P1 "Backup failed"');
	const { description, files } = readText(values["description"], readStdin);
	const all = [...files, ...toList(values["file"]).map(readAttachment)];
	const mention = toList(values["mention"]).map(readMention);
	return {
		severity,
		title,
		...pick(values, ["channel", "key", "url", "footer", "silent", "trade"]),
		...(description !== undefined && { description }),
		...(values["field"] !== undefined && { fields: toList(values["field"]).map(readField) }),
		...(values["thread"] !== undefined && { thread: { id: String(values["thread"]) } }),
		...(mention.length > 0 && { mention }),
		...(all.length > 0 && { files: all }),
	};
}

function isSeverity(word: string): word is Severity {
	return SEVERITIES.some((severity) => severity === word);
}

function pick(values: Words["values"], names: readonly string[]): object {
	return Object.fromEntries(names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]));
}

function toList(value: Words["values"][string]): string[] {
	return [value ?? []].flat().map(String);
}

/** Long text goes as a file, so that nothing of it is cut silently; it is text, so that core redacts it. */
function readText(
	given: Words["values"][string],
	readStdin: () => string,
): { description?: string; files: readonly AlertFile[] } {
	if (given === undefined) return { files: [] };
	const text = given === "-" ? readStdin() : String(given);
	if (text.length <= LIMITS.description) return { description: text, files: [] };
	const lines = text.trimEnd().split("\n");
	const first = lines.slice(0, SHOWN_LINES).join("\n").slice(0, SHOWN_CHARACTERS);
	const last = lines.slice(-SHOWN_LINES).join("\n").slice(-SHOWN_CHARACTERS);
	const description = `${first}\n… ${lines.length} lines in all, see the attached file …\n${last}`;
	return { description, files: [{ name: "text.txt", data: keepEnd(text) }] };
}

function keepEnd(text: string): string {
	const bytes = Buffer.from(text);
	if (bytes.length <= MOST_ATTACHED) return text;
	const left = bytes.length - MOST_ATTACHED;
	return `[the first ${left} bytes are left out: Discord takes 10 MiB]\n${bytes.subarray(left).toString()}`;
}

function readField(word: string): { name: string; value: string } {
	const at = word.indexOf("=");
	if (at < 1) throw new UsageError(`--field ${JSON.stringify(word)} is not usable; write --field name=value`);
	return { name: word.slice(0, at), value: word.slice(at + 1) };
}

function readMention(word: string): Mention {
	if (word === "everyone" || word === "here") return word;
	const [, kind, id = ""] = /^(user|role):(\d{17,20})$/.exec(word) ?? [];
	if (kind === "user") return { user: id };
	if (kind === "role") return { role: id };
	throw new UsageError(`--mention ${JSON.stringify(word)} is not usable; write everyone, here, user:ID or role:ID`);
}

function readAttachment(path: string): AlertFile {
	try {
		return { name: basename(path), data: readFileSync(path) };
	} catch (error) {
		throw new UsageError(`--file cannot be read: ${(error as Error).message}`);
	}
}

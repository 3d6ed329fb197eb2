import { basename } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import {
	type Alert,
	type AlertField,
	type AlertFile,
	LIMITS,
	type Mention,
	SEVERITIES,
	type Severity,
} from "@dat/core";
import { complain, FLAG, TEXT, TEXTS, toList, UsageError, type Words } from "./command.ts";
import { createEnds, FIRST_BYTES, LAST_BYTES } from "./ends.ts";
import { toPrintable } from "./printable.ts";
import { readFile } from "./read-file.ts";
import { redact } from "./redact.ts";

/** What every alert may have besides its severity, title and text. */
export const ALERT_OPTIONS: ParseArgsOptionsConfig = {
	field: TEXTS,
	mention: TEXTS,
	file: TEXTS,
	channel: TEXT,
	key: TEXT,
	url: TEXT,
	footer: TEXT,
	thread: TEXT,
	silent: FLAG,
};

export const ALERT_HELP = `  --field NAME=VALUE   a field; may be repeated
  --mention WHOM       everyone, here, user:ID or role:ID; may be repeated
  --file PATH          attach a file; may be repeated
  --channel NAME       instead of the severity's own channel
  --key KEY            instead of the severity and title, for the throttle
  --url URL            makes the title a link
  --footer TEXT        a line below
  --thread ID          into this thread
  --silent             no push notification`;

/** What every alert may have, as words say it. */
export interface AlertWishes extends Partial<Omit<Alert, "fields">> {
	readonly fields?: readonly AlertField[];
}

const SHOWN_LINES = 10;
const SHOWN_CHARACTERS = 1500;

/** @throws UsageError for a word that is no severity. */
export function readSeverity(word: string, where: string): Severity {
	const severity = SEVERITIES.find((known) => known === word.toUpperCase());
	if (severity) return severity;
	throw new UsageError(`${where} is not usable; write one of ${SEVERITIES.join(", ")}`);
}

/**
 * What the words say of an alert by {@link ALERT_OPTIONS}.
 *
 * @throws UsageError for a field, mention or file that is wrong.
 */
export function readWishes({ values }: Words): AlertWishes {
	const mention = toList(values["mention"]).map(readMention);
	const files = toList(values["file"]).flatMap(readAttachment);
	const plain = ["channel", "key", "url", "footer", "silent"].filter((name) => values[name] !== undefined);
	return {
		...Object.fromEntries(plain.map((name) => [name, values[name]])),
		...(values["field"] !== undefined && { fields: toList(values["field"]).map(readField) }),
		...(values["thread"] !== undefined && { thread: { id: readThread(String(values["thread"])) } }),
		...(mention.length > 0 && { mention }),
		...(files.length > 0 && { files }),
	};
}

/** All of a stream up to what can be attached. */
export async function readText(stream: AsyncIterable<Uint8Array>): Promise<string> {
	const ends = createEnds(FIRST_BYTES, LAST_BYTES);
	for await (const chunk of stream) ends.write(chunk);
	return ends.text();
}

/** A text as description; a long one goes as a file, so that nothing of it is cut silently. */
export function describe(given: string): Pick<Alert, "description" | "files"> {
	// Before it is cut: of half a secret nobody can tell that it is one.
	const text = redact(given);
	if (text.length <= LIMITS.description) return { description: text };
	const lines = text.trimEnd().split("\n");
	const first = lines.slice(0, SHOWN_LINES).join("\n").slice(0, SHOWN_CHARACTERS);
	const last = lines.slice(-SHOWN_LINES).join("\n").slice(-SHOWN_CHARACTERS);
	const description = `${first}\n… ${lines.length} lines in all, see the attached file …\n${last}`;
	return { description, files: [{ name: "text.txt", data: text }] };
}

function readField(word: string): AlertField {
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

function readThread(word: string): string {
	if (/^\d{17,20}$/.test(word)) return word;
	throw new UsageError(`--thread ${JSON.stringify(word)} is not usable; write the ID of a thread, 17 to 20 digits`);
}

/** Without a file that is too large, rather than without the alert. */
function readAttachment(path: string): AlertFile[] {
	const { data, isTooLarge } = readFile(path, "--file");
	if (!isTooLarge) return [{ name: toPrintable(basename(path)), data }];
	complain(`${path} is left out: it is no text, and larger than the ${LIMITS.fileBytes} bytes that Discord takes`);
	return [];
}

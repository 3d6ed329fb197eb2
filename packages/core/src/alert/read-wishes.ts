import type { AlertFile, AlertThread, Mention } from "./alert.ts";
import { readList, readMember, readText } from "./show-value.ts";
import type { AlertWishes } from "./snapshot.ts";

const MOST_FILES = 20;
const ID = /^\d{17,20}$/;

/** Whether it is a Discord id: 17 to 20 digits as text. */
export function isId(value: unknown): value is string {
	return typeof value === "string" && ID.test(value);
}

/** A mention, `undefined` when it is none. */
export function readMention(given: unknown): Mention | undefined {
	const [user, role] = [readMember(given, "user"), readMember(given, "role")];
	if (given === "everyone" || given === "here") return given;
	return isId(user) ? { user } : isId(role) ? { role } : undefined;
}

/** Reads how an alert is to be delivered. Never throws; what was not usable is noted. */
export function readWishes(input: unknown): AlertWishes {
	const notes: string[] = [];
	const list = (name: string, most: number): readonly unknown[] | undefined => {
		const given = readMember(input, name) ?? undefined;
		return given === undefined ? undefined : readList(given, most);
	};
	const keep = <Item>(item: Item | undefined, what: string): Item[] => {
		if (item === undefined) notes.push(`${what} left out`);
		return item === undefined ? [] : [item];
	};
	const thread = list("thread", 1)?.flatMap((given) =>
		keep(readThread(given), 'a thread that is neither { id: "17 to 20 digits" } nor { name }'),
	);
	return {
		notes,
		mention: list("mention", 200)?.flatMap((given) =>
			keep(readMention(given), 'a mention that is not "everyone", "here", { user: id } or { role: id }'),
		),
		thread: thread?.[0],
		files:
			list("files", MOST_FILES)?.flatMap((given, index) =>
				keep(readFile(given, index), "a file whose data is neither a string nor a Uint8Array"),
			) ?? [],
		silent: readMember(input, "silent") === true,
	};
}

function readThread(given: unknown): AlertThread | undefined {
	const id = readMember(given, "id");
	const name = readText(readMember(given, "name"));
	if (isId(id)) return { id };
	return name === undefined ? undefined : { name, tags: readList(readMember(given, "tags"), 5).filter(isId) };
}

function readFile(given: unknown, index: number): AlertFile | undefined {
	const data = readMember(given, "data");
	const type = readText(readMember(given, "type"), 100);
	const name = readText(readMember(given, "name"), 200) ?? `file-${index + 1}`;
	if (typeof data !== "string" && !(data instanceof Uint8Array)) return undefined;
	return { name, data: data.slice(), ...(type && { type }) };
}

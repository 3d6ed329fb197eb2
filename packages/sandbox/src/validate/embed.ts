import { checkColor, checkText, checkTimestamp, checkUrl, isAbsent, isRecord } from "./fields.ts";
import type { FormErrors } from "./form-errors.ts";

const KNOWN = ["title", "description", "url", "color", "timestamp", "fields", "footer", "image", "thumbnail", "author"];

/** What an embed is checked against. */
export interface EmbedWorld {
	readonly index: number;
	readonly errors: FormErrors;
	readonly attachments: ReadonlySet<string>;
}

/** Checks one embed and gives its share of the 6000. */
export function checkEmbed(embed: unknown, { index, errors, attachments }: EmbedWorld): number {
	const path = (...keys: (string | number)[]): (string | number)[] => ["embeds", index, ...keys];
	if (!isRecord(embed)) {
		errors.add(path(), "MODEL_TYPE_CONVERT", "Expected an object/dictionary.");
		return 0;
	}
	if (Object.keys(embed).length === 0) {
		errors.add(path(), "LIST_ITEM_VALUE_REQUIRED", "List item values of ModelType are required");
		return 0;
	}
	const part = (name: string): Readonly<Record<string, unknown>> => {
		const value = embed[name];
		if (!isAbsent(value) && !isRecord(value))
			errors.add(path(name), "MODEL_TYPE_CONVERT", "Expected an object/dictionary.");
		return isRecord(value) ? value : {};
	};
	const [footer, author] = [part("footer"), part("author")];
	if (isRecord(embed["footer"]) && isAbsent(footer["text"]))
		errors.add(path("footer", "text"), "BASE_TYPE_REQUIRED", "This field is required");
	if (isRecord(embed["author"]) && isAbsent(author["name"]))
		errors.add(path("author", "name"), "BASE_TYPE_REQUIRED", "This field is required");
	checkColor(embed["color"], { path: path("color"), errors });
	checkTimestamp(embed["timestamp"], { path: path("timestamp"), errors });
	checkUrl(embed["url"], { path: path("url"), errors });
	checkUrl(author["url"], { path: path("author", "url"), errors });
	checkUrl(author["icon_url"], { path: path("author", "icon_url"), errors, attachments });
	checkUrl(footer["icon_url"], { path: path("footer", "icon_url"), errors, attachments });
	for (const name of ["image", "thumbnail"])
		checkUrl(part(name)["url"], { path: path(name, "url"), errors, attachments });
	return (
		checkText(embed["title"], 256, { path: path("title"), errors }) +
		checkText(embed["description"], 4096, { path: path("description"), errors }) +
		checkText(footer["text"], 2048, { path: path("footer", "text"), errors }) +
		checkText(author["name"], 256, { path: path("author", "name"), errors }) +
		checkFields(embed["fields"], { path, errors })
	);
}

function checkFields(
	fields: unknown,
	{
		path,
		errors,
	}: { readonly path: (...keys: (string | number)[]) => (string | number)[]; readonly errors: FormErrors },
): number {
	if (isAbsent(fields)) return 0;
	if (!Array.isArray(fields)) {
		errors.add(path("fields"), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
		return 0;
	}
	if (fields.length > 25) errors.add(path("fields"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
	let size = 0;
	for (const [index, field] of fields.entries()) {
		for (const [name, max] of [
			["name", 256],
			["value", 1024],
		] as const) {
			const value = isRecord(field) ? field[name] : undefined;
			if (isAbsent(value)) errors.add(path("fields", index, name), "BASE_TYPE_REQUIRED", "This field is required");
			size += checkText(value, max, { path: path("fields", index, name), errors });
		}
	}
	return size;
}

/** The embed as Discord stores it: known keys only, always `rich`. */
export function toStoredEmbed(embed: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	return {
		type: "rich",
		...Object.fromEntries(KNOWN.filter((key) => !isAbsent(embed[key])).map((key) => [key, embed[key]])),
	};
}

import { strip } from "../python-text.ts";
import { checkInteger, checkText, checkTimestamp, toInteger, toText, toTimestamp } from "./scalars.ts";
import { badLength, COMPLAINTS, complain, enter, isAbsent, isRecord, modelsAt, type Scope } from "./scope.ts";
import { checkUrl } from "./url.ts";

/** Checks one embed and gives its share of the 6000. */
export function checkEmbed(embed: Scope): number {
	if (Object.keys(embed.value).length === 0) {
		complain(embed, [], COMPLAINTS.emptyItem);
		return 0;
	}
	checkInteger(embed, "color", [0, 0xffffff]);
	checkTimestamp(embed, "timestamp");
	checkUrl(embed, "url");
	for (const key of ["image", "thumbnail"]) {
		const image = enter(embed, key);
		if (image) checkUrl({ ...image, takesAttachment: true }, "url");
	}
	let size = checkText(embed, "title", 256) + checkText(embed, "description", 4096);
	size += checkNamed(enter(embed, "footer"), "text", 2048);
	size += checkNamed(enter(embed, "author"), "name", 256);
	for (const field of modelsAt(embed, "fields", 25))
		size += checkFieldText(field, "name", 256) + checkFieldText(field, "value", 1024);
	return size;
}

function checkNamed(part: Scope | undefined, key: string, max: number): number {
	if (!part) return 0;
	if (isAbsent(part.value[key])) complain(part, [key], COMPLAINTS.required);
	checkUrl(part, "url");
	if (!isAbsent(part.value["icon_url"])) checkUrl({ ...part, takesAttachment: true }, "icon_url");
	return checkText(part, key, max);
}

function checkFieldText(field: Scope, key: string, max: number): number {
	if (isAbsent(field.value[key])) complain(field, [key], COMPLAINTS.required);
	const length = checkText(field, key, max);
	if (length === 0 && !isAbsent(field.value[key]) && field.world.profile.emptyFields === "reject")
		complain(field, [key], badLength(1, max));
	return length;
}

const TEXTS = ["title", "description", "url"] as const;
const PARTS = { footer: ["text", "icon_url"], image: ["url"], thumbnail: ["url"], author: ["name", "url", "icon_url"] };

/** The embed as Discord stores it: known keys only, texts stripped, always `rich`. */
export function toStoredEmbed(embed: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	const stored: Record<string, unknown> = { type: "rich", ...pickTexts(embed, TEXTS) };
	if (!isAbsent(embed["color"])) stored["color"] = toInteger(embed["color"]);
	if (!isAbsent(embed["timestamp"])) stored["timestamp"] = toTimestamp(embed["timestamp"]);
	for (const [name, keys] of Object.entries(PARTS)) {
		const part = embed[name];
		if (isRecord(part)) stored[name] = pickTexts(part, keys);
	}
	const { fields } = embed;
	if (Array.isArray(fields)) {
		stored["fields"] = fields.filter(isRecord).map((field) => ({
			...pickTexts(field, ["name", "value"]),
			inline: field["inline"] === true,
		}));
	}
	return stored;
}

function pickTexts(from: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, string> {
	const texts: Record<string, string> = {};
	for (const key of keys) {
		const text = toText(from[key]);
		if (text !== undefined) texts[key] = strip(text);
	}
	return texts;
}

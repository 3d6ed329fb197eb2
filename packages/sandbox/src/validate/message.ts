import { strip } from "../python-text.ts";
import { checkEmbed } from "./embed.ts";
import { checkText, checkUrl, isAbsent, isRecord } from "./fields.ts";
import type { FormErrors } from "./form-errors.ts";

/** The flags a webhook may set: SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS, IS_COMPONENTS_V2. */
export const SETTABLE_FLAGS: number = (1 << 2) | (1 << 12) | (1 << 15);

/** Checks a whole message body; every error is collected. */
export function checkMessage(
	body: Readonly<Record<string, unknown>>,
	{ errors, filenames }: { readonly errors: FormErrors; readonly filenames: readonly string[] },
): void {
	checkText(body["content"], 2000, { path: ["content"], errors });
	checkUsername(body["username"], errors);
	checkUrl(body["avatar_url"] === "" ? undefined : body["avatar_url"], { path: ["avatar_url"], errors });
	checkEmbeds(body["embeds"], errors, new Set(filenames));
	checkAllowedMentions(body["allowed_mentions"], errors);
	if (filenames.length > 10) errors.add(["attachments"], "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.");
	checkAttachments(body["attachments"], errors, filenames.length);
	checkText(body["thread_name"], 100, { path: ["thread_name"], errors });
	const tags = body["applied_tags"];
	if (Array.isArray(tags) && tags.length > 5)
		errors.add(["applied_tags"], "BASE_TYPE_MAX_LENGTH", "Must be 5 or fewer in length.");
	if (!isAbsent(body["flags"]) && !Number.isInteger(Number(body["flags"]))) {
		errors.add(["flags"], "NUMBER_TYPE_COERCE", `Value "${String(body["flags"])}" is not int.`);
	}
}

function checkUsername(value: unknown, errors: FormErrors): void {
	if (isAbsent(value)) return;
	const name = strip(String(value));
	const length = checkText(value, Number.POSITIVE_INFINITY, { path: ["username"], errors });
	if (length < 1 || length > 80)
		errors.add(["username"], "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 80 in length.");
	for (const word of ["clyde", "discord"]) {
		if (name.toLowerCase().includes(word))
			errors.add(["username"], "USERNAME_INVALID_CONTAINS", `Username cannot contain "${word}"`);
	}
	if (/^(?:here|everyone)$/i.test(name)) errors.add(["username"], "USERNAME_INVALID", `Username cannot be "${name}"`);
}

function checkEmbeds(embeds: unknown, errors: FormErrors, attachments: ReadonlySet<string>): void {
	if (isAbsent(embeds)) return;
	if (!Array.isArray(embeds)) {
		errors.add(["embeds"], "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
		return;
	}
	if (embeds.length > 10) errors.add(["embeds"], "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.");
	let size = 0;
	for (const [index, embed] of embeds.entries()) size += checkEmbed(embed, { index, errors, attachments });
	if (size > 6000) errors.add(["embeds"], "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
}

const KINDS = ["users", "roles", "everyone"];

function checkAllowedMentions(given: unknown, errors: FormErrors): void {
	if (isAbsent(given)) return;
	if (!isRecord(given)) {
		errors.add(["allowed_mentions"], "MODEL_TYPE_CONVERT", "Expected an object/dictionary.");
		return;
	}
	const parse = listOf(given["parse"]);
	for (const [index, kind] of parse.entries()) {
		const path = ["allowed_mentions", "parse", index];
		if (!KINDS.includes(String(kind))) {
			errors.add(path, "BASE_TYPE_CHOICES", "Value must be one of ('users', 'roles', 'everyone').");
		} else if (parse.indexOf(kind) < index) {
			errors.add(path, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value");
		}
	}
	for (const kind of ["users", "roles"])
		checkIds(listOf(given[kind]), { kind, isParsed: parse.includes(kind), errors });
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

function checkIds(
	ids: readonly unknown[],
	{ kind, isParsed, errors }: { readonly kind: string; readonly isParsed: boolean; readonly errors: FormErrors },
): void {
	if (ids.length > 100)
		errors.add(["allowed_mentions", kind], "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.");
	for (const [index, id] of ids.entries()) {
		checkId(id, { path: ["allowed_mentions", kind, index], errors, isRepeated: ids.indexOf(id) < index });
	}
	if (ids.length > 0 && isParsed) {
		const text = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
		errors.add(["allowed_mentions"], "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text);
	}
}

function checkId(
	id: unknown,
	{
		path,
		errors,
		isRepeated,
	}: { readonly path: readonly (string | number)[]; readonly errors: FormErrors; readonly isRepeated: boolean },
): void {
	if (!/^(?:0|[1-9]\d*)$/.test(String(id)))
		errors.add(path, "NUMBER_TYPE_COERCE", `Value "${String(id)}" is not snowflake.`);
	else if (isRepeated) errors.add(path, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value");
}

function checkAttachments(attachments: unknown, errors: FormErrors, files: number): void {
	if (!Array.isArray(attachments)) return;
	for (const [index, attachment] of attachments.entries()) {
		const id = isRecord(attachment) ? Number(attachment["id"]) : Number.NaN;
		if (!(id >= 0 && (id < files || id > 1_000_000))) {
			errors.add(["attachments", index, "id"], "ATTACHMENT_NOT_FOUND", "The referenced attachment was not uploaded.");
		}
	}
}

import type { UploadedFile } from "../body.ts";
import { DEFAULT_PROFILE, type SandboxProfile } from "../profile.ts";
import { checkAttachments } from "./attachments.ts";
import { checkComponents } from "./components.ts";
import { checkEmbed } from "./embed.ts";
import type { FormError } from "./form-errors.ts";
import { checkAllowedMentions } from "./mentions.ts";
import { checkPoll } from "./poll.ts";
import { checkBoolean, checkInteger, checkSnowflake, checkText, toInteger } from "./scalars.ts";
import { complain, isAbsent, listAt, modelsAt, type Scope, tooLong } from "./scope.ts";
import { checkUrl } from "./url.ts";
import { checkUsername } from "./username.ts";

/** Message flags that matter here (docs: resources/message#message-flags). */
export const FLAGS: Readonly<Record<"suppressEmbeds" | "suppressNotifications" | "componentsV2", number>> = {
	suppressEmbeds: 1 << 2,
	suppressNotifications: 1 << 12,
	componentsV2: 1 << 15,
};

/** The flags a webhook may set. */
export const SETTABLE_FLAGS: number = FLAGS.suppressEmbeds | FLAGS.suppressNotifications | FLAGS.componentsV2;

/** What a message is checked against besides its own body. */
export interface MessageRules {
	readonly profile?: SandboxProfile;
	readonly files?: readonly UploadedFile[];
	/** Ids of attachments the edited message has. */
	readonly kept?: readonly string[];
	/** Names of files that `attachment://` may show besides the uploaded ones. */
	readonly keptNames?: readonly string[];
	/** `with_components=true`: else components are ignored. */
	readonly withComponents?: boolean;
}

/** Every error of a whole message body. */
export function checkMessage(value: Readonly<Record<string, unknown>>, rules: MessageRules = {}): FormError[] {
	const { profile = DEFAULT_PROFILE, files = [], kept = NONE, keptNames = NONE, withComponents = false } = rules;
	const errors: FormError[] = [];
	const filenames = setOf([...files.map(({ filename }) => filename), ...keptNames]);
	const body: Scope = { world: { errors, profile, filenames }, value };
	checkText(body, "content", 2000);
	checkUsername(body, "username");
	if (value["avatar_url"] !== "") checkUrl(body, "avatar_url");
	checkBoolean(body, "tts");
	checkEmbeds(body);
	checkAllowedMentions(body);
	checkPoll(body);
	checkInteger(body, "flags", [0, Number.MAX_SAFE_INTEGER]);
	if (files.length > 10) complain(body, ["files"], tooLong(10));
	if (!isAbsent(value["attachments"])) checkAttachments(body, { uploaded: indexesOf(files), kept: setOf(kept) });
	checkText(body, "thread_name", 100);
	for (const [index, tag] of listAt(body, "applied_tags", 5).entries())
		checkSnowflake(body, ["applied_tags", index], tag);
	const isV2 = ((toInteger(value["flags"]) ?? 0) & FLAGS.componentsV2) !== 0;
	if (withComponents) checkComponents(body, isV2);
	if (isV2) checkLegacyFields(body, files);
	return errors;
}

const NONE: readonly string[] = [];
const EMPTY: ReadonlySet<string> = new Set();

function setOf(texts: readonly string[]): ReadonlySet<string> {
	return texts.length === 0 ? EMPTY : new Set(texts);
}

function checkEmbeds(body: Scope): void {
	let size = 0;
	for (const embed of modelsAt(body, "embeds", 10)) size += checkEmbed(embed);
	if (size > 6000) complain(body, ["embeds"], ["MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"]);
}

function indexesOf(files: readonly UploadedFile[]): ReadonlySet<string> {
	return new Set(files.flatMap(({ part }) => /^files\[(\d+)\]$/.exec(part)?.[1] ?? []));
}

/** A message of components has nothing else (docs: resources/message, `IS_COMPONENTS_V2`). */
function checkLegacyFields(body: Scope, files: readonly UploadedFile[]): void {
	const refuse = (name: string): void =>
		complain(
			body,
			[name],
			[
				"MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
				`The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
			],
		);
	for (const name of ["content", "embeds", "poll"]) {
		const value = body.value[name];
		if (!isAbsent(value) && value !== "" && !(Array.isArray(value) && value.length === 0)) refuse(name);
	}
	if (files.length > 0 && body.world.profile.filesWithComponents === "reject") refuse("files");
}

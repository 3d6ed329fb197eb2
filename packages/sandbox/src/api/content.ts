import { findWithheld, type Notified, type Withheld, wouldNotify } from "../mentions.ts";
import type { SandboxProfile } from "../profile.ts";
import { strip } from "../python-text.ts";
import type { StoredBody, StoredFile } from "../state.ts";
import { textOf } from "../validate/components.ts";
import { toStoredEmbed } from "../validate/embed.ts";
import { FLAGS, SETTABLE_FLAGS } from "../validate/message.ts";
import { toStoredPoll } from "../validate/poll.ts";
import { toBoolean, toInteger } from "../validate/scalars.ts";
import { isAbsent, isRecord } from "../validate/scope.ts";

/** A checked body as it is kept. */
export function toStoredBody(value: Readonly<Record<string, unknown>>, nowMs: number): StoredBody {
	const { content, embeds, components, flags, tts, poll } = value;
	return {
		...value,
		content: strip(String(content ?? "")),
		embeds: Array.isArray(embeds) ? embeds.filter(isRecord).map(toStoredEmbed) : NOTHING,
		components: Array.isArray(components) ? components : NOTHING,
		flags: (toInteger(flags) ?? 0) & SETTABLE_FLAGS,
		...(!isAbsent(tts) && { tts: toBoolean(tts) === true }),
		...(isRecord(poll) && { poll: toStoredPoll(poll, nowMs) }),
	};
}

/** Whether there is nothing to send (50006). */
export function isEmpty({ content, embeds, components, poll }: StoredBody, files: readonly unknown[]): boolean {
	return content === "" && embeds.length === 0 && components.length === 0 && files.length === 0 && isAbsent(poll);
}

/** Whom a message pings, and which of its mentions ping nobody; a message of components pings by its texts. */
export function toMentions(
	body: StoredBody,
	{ mentionDefault }: SandboxProfile,
): { readonly notified: Notified; readonly withheld: readonly Withheld[] } {
	const isV2 = (body.flags & FLAGS.componentsV2) !== 0;
	const content = isV2 ? textOf(body.components) : body.content;
	const all = isAbsent(body["allowed_mentions"]) && mentionDefault === "all";
	const allowed = all ? { parse: ["users", "roles", "everyone"] } : body["allowed_mentions"];
	const notified = wouldNotify(content, allowed);
	return { notified, withheld: findWithheld({ content, embeds: body.embeds }, notified) };
}

/** The uploaded files as attachments, with what `attachments` says of each. */
export function toStoredFiles(
	files: readonly { readonly part: string; readonly filename: string; readonly size: number; readonly type: string }[],
	attachments: unknown,
	nextId: () => string,
): readonly StoredFile[] {
	if (files.length === 0) return NO_FILES;
	const said = Array.isArray(attachments) ? attachments.filter(isRecord) : [];
	return files.map(({ part, filename, size, type }) => {
		const about = said.find(({ id }) => part === `files[${String(id)}]`) ?? {};
		const name = typeof about["filename"] === "string" ? about["filename"] : filename;
		return {
			id: nextId(),
			filename: about["is_spoiler"] === true && !name.startsWith("SPOILER_") ? `SPOILER_${name}` : name,
			size,
			type,
			...(typeof about["description"] === "string" && { description: about["description"] }),
			...(typeof about["title"] === "string" && { title: about["title"] }),
		};
	});
}

const NOTHING: readonly unknown[] = [];
const NO_FILES: readonly StoredFile[] = [];

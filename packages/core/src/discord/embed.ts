import type { Alert } from "../alert/alert.ts";
import { defined } from "../alert/defined.ts";
import { parseTime } from "../alert/parse-time.ts";
import { readContent } from "../alert/read-content.ts";
import { readHead } from "../alert/read-head.ts";
import type { AlertContent } from "../alert/snapshot.ts";
import { cutText } from "./cut.ts";
import { embedSize } from "./embed-size.ts";
import { LIMITS } from "./limits.ts";
import { colorFor, severityLabel } from "./severity-style.ts";
import { stripText } from "./text.ts";
import { isEmbeddableUrl } from "./url.ts";
import type { Embed, EmbedField } from "./wire.ts";

/** Discord wants a name and a value in every field; this one is invisible. */
const EMPTY = "\u200b";

/** A description is never cut shorter than this to make room for fields. */
const LEAST_DESCRIPTION = 300;

/** Room for the note that says how many fields were left out. */
const NOTE_ROOM = 40;

/**
 * The embed an alert becomes: what a notifier sends for it, but for scrubbing. Without `timestamp` in the alert or
 * `nowMs` here it has no timestamp.
 *
 * @example
 * buildEmbed({ severity: "P2", title: "Disk 91 % full", fields: { host: "db-3" } }).color; // 0xffcc00
 */
export function buildEmbed(alert: Alert, { nowMs }: { readonly nowMs?: number } = {}): Embed {
	const head = readHead(alert);
	if ("invalid" in head) return { title: cutText(head.invalid, LIMITS.title) };
	return renderEmbed(readContent(alert, head, parseTime(new Date(nowMs ?? Number.NaN))));
}

/** The embed of an alert's content. Whatever is in it, the embed obeys Discord's limits, and what was cut is said in the footer. */
export function renderEmbed({
	severity,
	title,
	trade,
	timestampMs,
	author,
	footer,
	notes,
	trace,
	fields,
	...content
}: AlertContent): Embed {
	const refused: string[] = [];
	// A URL that Discord would refuse becomes text (facts 8.10).
	const accept = (url: string | undefined): string | undefined => {
		// An empty one too, which is what scrubbing may leave.
		if (!url) return undefined;
		if (isEmbeddableUrl(url)) return url;
		refused.push(cutText(url, 300));
		return undefined;
	};
	const toPicture = (url: string | undefined): Embed["image"] => {
		const accepted = accept(url);
		return accepted ? { url: accepted } : undefined;
	};
	const base: Embed = defined({
		title: cutText(`${severityLabel(severity)} · ${stripText(title) || "(no title)"}`, LIMITS.title),
		color: colorFor(severity, trade),
		timestamp: timestampMs === undefined ? undefined : new Date(timestampMs).toISOString(),
		url: accept(content.url),
		image: toPicture(content.image),
		thumbnail: toPicture(content.thumbnail),
		author:
			author &&
			defined({
				name: cutText(author.name, LIMITS.author) || EMPTY,
				url: accept(author.url),
				icon_url: accept(author.iconUrl),
			}),
	});
	return fit(base, {
		footer: cutText([footer, ...notes].filter(Boolean).join(" · "), LIMITS.footer),
		text: [content.description, ...refused].filter(Boolean).join("\n"),
		trace,
		fields: fields.map(toField),
	});
}

interface Body {
	readonly footer: string;
	readonly text: string;
	readonly trace: string;
	readonly fields: readonly EmbedField[];
}

/** Shares the 6000 characters out: fields first, then the description, and the last fields go when even that is too much. */
function fit(base: Embed, { footer, text, trace, fields }: Body): Embed {
	const least = Math.min(LEAST_DESCRIPTION, text.length + trace.length);
	let room = LIMITS.total - embedSize(base) - footer.length - least - NOTE_ROOM;
	const kept = fields.filter(({ name, value }) => {
		room -= name.length + value.length;
		return room >= 0;
	});
	const missing = fields.length - kept.length;
	const notes = missing ? [cutText(footer, LIMITS.footer - NOTE_ROOM), `${missing} fields too long to show`] : [footer];
	const said = notes.filter(Boolean).join(" · ");
	const embed = defined({
		...base,
		footer: said ? { text: said } : undefined,
		fields: kept.length > 0 ? kept : undefined,
	});
	const description = describe(text, trace, Math.min(LIMITS.description, LIMITS.total - embedSize(embed)));
	return description === "" ? embed : { ...embed, description };
}

/** The text, and the stack in a code block that nothing in it can close. */
function describe(text: string, trace: string, max: number): string {
	const block = trace && `\`\`\`\n${trace.replaceAll("```", "`\u200b`\u200b`")}\n\`\`\``;
	const before = cutText(text, Math.max(max - block.length - (block ? 1 : 0), max / 2));
	// A fence that the text leaves open would turn the block inside out.
	return cutText(before + (before.split("```").length % 2 ? "\n" : "\n```\n") + block, max);
}

function toField({ name, value, inline }: EmbedField): EmbedField {
	return {
		name: cutText(name, LIMITS.fieldName) || EMPTY,
		value: cutText(value, LIMITS.fieldValue) || EMPTY,
		...(inline && { inline }),
	};
}

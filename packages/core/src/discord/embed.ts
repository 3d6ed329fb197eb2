import type { Alert } from "../alert/alert.ts";
import { defined } from "../alert/defined.ts";
import { parseTime } from "../alert/parse-time.ts";
import { readContent } from "../alert/read-content.ts";
import { readHead } from "../alert/read-head.ts";
import type { AlertContent } from "../alert/snapshot.ts";
import { cutStripped, cutText, FENCE } from "./cut.ts";
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

const asItIs = (text: string): string => text;

/**
 * The embed of an alert's content, each text of it scrubbed. Whatever is in it, the embed obeys Discord's limits, and what was
 * cut is said in the footer, after the notes of the content and `more` of them.
 */
export function renderEmbed(
	content: AlertContent,
	scrub: (text: string) => string = asItIs,
	more: readonly string[] = [],
): Embed {
	const { severity, timestampMs, trace } = content;
	const refused: string[] = [];
	// A URL that Discord would refuse becomes text (facts 8.10).
	const accept = (given: string | undefined): string | undefined => {
		const url = given && scrub(given);
		// An empty one too, which is what scrubbing may leave.
		if (!url) return undefined;
		if (isEmbeddableUrl(url)) return url;
		refused.push(cutText(url, 300));
		return undefined;
	};
	const toPicture = (given: string | undefined): Embed["image"] => {
		const url = accept(given);
		return url ? { url } : undefined;
	};
	const show = (text: string, max: number): string => cutText(scrub(text), max);
	const title = `${severityLabel(severity)} · ${stripText(scrub(content.title)) || "(no title)"}`;
	const base = {
		title: cutStripped(title, LIMITS.title),
		color: colorFor(severity, content.trade),
		timestamp: timestampMs === undefined ? undefined : new Date(timestampMs).toISOString(),
		url: accept(content.url),
		image: toPicture(content.image),
		thumbnail: toPicture(content.thumbnail),
		author:
			content.author &&
			defined({
				name: show(content.author.name, LIMITS.author) || EMPTY,
				url: accept(content.author.url),
				icon_url: accept(content.author.iconUrl),
			}),
	};
	return fit(base, {
		footer: cutText(join([content.footer ?? "", ...content.notes, ...more].map(scrub), " · "), LIMITS.footer),
		text: join([scrub(content.description), ...refused], "\n"),
		trace: scrub(trace),
		fields: content.fields.map(({ name, value, inline }) => ({
			name: show(name, LIMITS.fieldName) || EMPTY,
			value: show(value, LIMITS.fieldValue) || EMPTY,
			...(inline && { inline }),
		})),
	});
}

function join(texts: readonly string[], separator: string): string {
	return texts.filter(Boolean).join(separator);
}

interface Body {
	readonly footer: string;
	readonly text: string;
	readonly trace: string;
	readonly fields: readonly EmbedField[];
}

/** Shares the 6000 characters out: fields first, then the description, and the last fields go when even that is too much. */
function fit(
	base: { readonly title: string; readonly author: Embed["author"] },
	{ footer, text, trace, fields }: Body,
): Embed {
	const least = Math.min(LEAST_DESCRIPTION, text.length + trace.length);
	const most = LIMITS.total - base.title.length - (base.author?.name.length ?? 0);
	let room = most - footer.length - least - NOTE_ROOM;
	const kept = fields.filter(({ name, value }) => {
		room -= name.length + value.length;
		return room >= 0;
	});
	const missing = fields.length - kept.length;
	const said = missing
		? join([cutText(footer, LIMITS.footer - NOTE_ROOM), `${missing} fields too long to show`], " · ")
		: footer;
	return defined({
		...base,
		footer: said ? { text: said } : undefined,
		fields: kept.length > 0 ? kept : undefined,
		description:
			describe(text, trace, Math.min(LIMITS.description, most - said.length - embedSize({ fields: kept }))) ||
			undefined,
	});
}

/** The text, and the stack in a code block that nothing in it can close. */
function describe(text: string, trace: string, max: number): string {
	// As nearly always, there is no code block.
	if (!(trace || text.includes(FENCE))) return cutText(text, max);
	const block = trace && `${FENCE}\n${trace.replaceAll(FENCE, "`\u200b`\u200b`")}\n${FENCE}`;
	const before = cutText(text, Math.max(max - block.length - (block ? 1 : 0), max / 2));
	// A fence that the text leaves open would turn the block inside out.
	return cutText(before + (before.split(FENCE).length % 2 ? "\n" : `\n${FENCE}\n`) + block, max);
}

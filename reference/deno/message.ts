import { type Alert, colorOf, type Field } from "./alert.ts";
import { clean, cut } from "./text.ts";

/** Discord's limits (docs: embed limits), and what is kept free of the 6000 for a note on what was left out. */
const MAX_FIELDS = 25;
const MAX_TOTAL = 6000;
const NOTE = 40;
const SILENT = 1 << 12;

/** A mention as Discord writes it. */
export const MENTION = /^(?:@everyone|@here|<@&?\d{17,20}>)$/;

/** The JSON that Discord gets. Whatever is in the alert, it obeys Discord's limits and says what it left out. */
export function buildMessage(
	alert: Alert,
	mentions: readonly string[],
	username?: string,
): string {
	return JSON.stringify({
		...nameOf(username),
		...ping(mentions),
		...(alert.silent === true && { flags: SILENT }),
		embeds: [toEmbed(alert)],
	});
}

/** What a storm has cost, in the place of the alerts that the throttle held back. */
export function buildSummary(
	alert: Alert,
	count: number,
	username?: string,
): string {
	const { severity, trade = false } = alert;
	const title = `${count} more: ${clean(alert.title)}`;
	const description =
		`${count} alerts like this one were held back by the throttle.`;
	return buildMessage({ severity, trade, title, description }, [], username);
}

/** Lines of the audit trail, in one message that pings nobody. */
export function buildAudit(lines: readonly string[]): string {
	const embed = { color: 0xffffff, description: cut(lines.join("\n"), 4096) };
	return JSON.stringify({ ...ping([]), embeds: [embed] });
}

// #region mentions
/** Only `content` pings, and only what is listed: without `allowed_mentions` every @everyone in a log line would. */
function ping(mentions: readonly string[]) {
	const known = [...new Set(mentions)].filter((who) => MENTION.test(who))
		.slice(0, 50);
	const ids = (kind: RegExp) =>
		known.flatMap((who) => kind.exec(who)?.[1] ?? []);
	const isAll = known.some((who) => who.startsWith("@"));
	return {
		...(known.length > 0 && { content: known.join(" ") }),
		allowed_mentions: {
			parse: isAll ? ["everyone"] : [],
			users: ids(/^<@(\d+)>$/),
			roles: ids(/^<@&(\d+)>$/),
		},
	};
}
// #endregion mentions

function toEmbed(alert: Alert) {
	const bare = clean(alert.title);
	const labelled = `${alert.severity} · ${bare}`;
	const title = cut(labelled.length > 256 ? bare : labelled, 256);
	const author = cut(clean(alert.author), 256);
	const ownFooter = cut(clean(alert.footer), 2048);
	const url = clean(alert.url);
	const text = clean(alert.description);

	let room = MAX_TOTAL - NOTE - title.length - author.length - ownFooter.length;
	const description = cut(
		isLink(url) ? text : [text, url].filter(Boolean).join("\n"),
		Math.min(4096, room),
	);
	room -= description.length;
	const all = toFields(alert.fields);
	const fields = fit(all, room);
	const leftOut = all.length - fields.length;
	const footer = leftOut === 0
		? ownFooter
		: [cut(ownFooter, 2000), `${leftOut} fields left out`].filter(Boolean)
			.join(" · ");
	return {
		title,
		color: colorOf(alert),
		timestamp: toTimestamp(alert.timestamp),
		...(isLink(url) && { url }),
		...(description && { description }),
		...(fields.length > 0 && { fields }),
		...(author && { author: { name: author } }),
		...(footer && { footer: { text: footer } }),
	};
}

/** Discord refuses an embed whose host has no dot, and the whole alert with it; such a URL is shown as text. */
function isLink(url: string): boolean {
	const label = String.raw`[^\s/?#:@."<>\\^\x60{|}[\]]{1,63}`;
	const link = new RegExp(
		String.raw`^https?://(?:${label}\.)+${label}(?::\d{1,5})?(?:[/?#]\S*)?$`,
		"i",
	);
	return url.length <= 2048 && link.test(url);
}

function toFields(fields: Alert["fields"]): Field[] {
	const list: readonly Field[] = Array.isArray(fields)
		? fields
		: Object.entries(fields ?? {}).map(([name, value]) => ({ name, value }));
	return list.map(({ name, value, inline }) => ({
		name: filled(name, 256),
		value: filled(value, 1024),
		...(inline === true && { inline }),
	}));
}

/** The fields that fit. */
function fit(fields: readonly Field[], room: number): Field[] {
	const kept: Field[] = [];
	for (const field of fields) {
		const size = field.name.length + String(field.value).length;
		if (kept.length === MAX_FIELDS || size > room) continue;
		room -= size;
		kept.push(field);
	}
	return kept;
}

/** Text as it is, everything else as JSON; never empty. */
function filled(value: unknown, limit: number): string {
	const text = typeof value === "string"
		? value
		: JSON.stringify(value) ?? String(value);
	return cut(clean(text), limit) || "–";
}

/** Without a zone everybody would read another time. */
function toTimestamp(given: Alert["timestamp"]): string {
	const isZoned = given instanceof Date ||
		/(?:Z|[+-]\d\d:\d\d)$/.test(given ?? "");
	const time = new Date(isZoned && given ? given : Date.now());
	return (Number.isNaN(time.getTime()) ? new Date() : time).toISOString();
}

/** Discord refuses these names, and the message with them. */
function nameOf(given: string | undefined) {
	const username = cut(clean(given), 80);
	const isRefused = /clyde|discord|^@?(?:everyone|here)$/i.test(username);
	return username && !isRefused ? { username } : {};
}

// An alert becomes one message with one embed that Discord takes: cut where it is too long, pinging only whom it names.
import { maskUrls } from "./redact.mjs";

export const SEVERITIES = ["P0", "P1", "P2", "P3", "DEV"];

const COLORS = { P0: 0xff0000, P1: 0xff8800, P2: 0xffcc00, P3: 0x00cc66, DEV: 0x808080 };
const TRADE_COLOR = 0x3399ff;
const SILENT = 1 << 12;
const MOST_FIELDS = 25;
const WHOLE = 6_000;
/** What is kept free for the line that says how many fields were left out. */
const NOTE = 40;

/** Whether it is an alert at all. */
export function isAlert(alert) {
	return SEVERITIES.includes(alert?.severity) && typeof alert.title === "string" && clean(alert.title) !== "";
}

/** The body for Discord, without who sends it. */
export function toMessage(alert, { p0Mention, raisedAt }) {
	const { severity, trade, silent } = alert;
	const { content, allowed } = toMention(alert.mention ?? (severity === "P0" ? readMention(p0Mention) : []));
	return {
		content,
		embeds: [
			{
				...toTexts(alert),
				color: severity === "P3" && trade ? TRADE_COLOR : COLORS[severity],
				timestamp: new Date(Date.parse(alert.timestamp) || raisedAt).toISOString(),
			},
		],
		allowed_mentions: allowed,
		...(silent && { flags: SILENT }),
	};
}

/** Lines of the audit trail, which never ping. */
export function toAuditMessage(lines) {
	return { content: cut(clean(lines), 2_000), allowed_mentions: { parse: [] } };
}

/** The same message for a second try that nobody should be woken by. */
export function withoutMention(message) {
	return message.embeds ? { ...message, content: "", allowed_mentions: { parse: [] } } : message;
}

/** The texts of the embed, most important first, as long as the 6000 of a message last. */
function toTexts({ severity, title, description, fields, url, footer, author }) {
	let room = WHOLE - NOTE;
	const take = (text, most) => {
		const taken = cut(clean(text), Math.min(most, room));
		room -= taken.length;
		return taken;
	};
	const isLinkable = isGoodUrl(url);
	const named = take(`${severity} · ${clean(title)}`, 256);
	const by = take(author, 256);
	const foot = take(footer, 2_048);
	const text = take([clean(description), isLinkable ? "" : clean(url)].filter(Boolean).join("\n"), 4_096);
	const { shown, left } = toFields(fields, room);
	const note = left > 0 ? `${left} field${left === 1 ? "" : "s"} left out` : "";
	const below = note ? [cut(foot, 2_048 - NOTE), note].filter(Boolean).join(" · ") : foot;
	return {
		title: named,
		...(text && { description: text }),
		...(isLinkable && { url }),
		...(shown.length > 0 && { fields: shown }),
		...(by && { author: { name: by } }),
		...(below && { footer: { text: below } }),
	};
}

function toFields(given = {}, room) {
	const all = Array.isArray(given) ? given : Object.entries(given).map(([name, value]) => ({ name, value }));
	const shown = [];
	for (const { name, value, inline } of all) {
		const field = { name: cut(clean(name) || "—", 256), value: cut(clean(toText(value)) || "—", 1_024) };
		room -= field.name.length + field.value.length;
		if (shown.length === MOST_FIELDS || room < 0) break;
		shown.push(inline ? { ...field, inline: true } : field);
	}
	return { shown, left: all.length - shown.length };
}

function toText(value) {
	return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** No secrets, no halves of characters, nothing invisible that Discord would refuse. */
function clean(text) {
	return maskUrls(
		String(text ?? "")
			.toWellFormed()
			.replace(/[\0-\x08\x0b-\x1f\x7f]/g, ""),
	).trim();
}

/** Counted in UTF-16 units, which is never too long for whoever counts characters; an open code block is closed. */
export function cut(text, most) {
	if (text.length <= most) return text;
	if (most < 8) return "";
	const kept = text
		.slice(0, most - 5)
		.toWellFormed()
		.replace(/\ufffd$/, "");
	const isOpen = kept.split("```").length % 2 === 0;
	return isOpen ? `${kept.replace(/`+$/, "")}…\n\`\`\`` : `${kept}…`;
}

/** What Discord takes as a link: anything else costs the whole alert. */
function isGoodUrl(url) {
	return typeof url === "string" && url.length <= 2_048 && /^https?:\/\/[^/\s?#]+\.[^/\s?#]+\S*$/i.test(url);
}

/** `DISCORD_P0_MENTION` as the mention of an alert. */
function readMention(text) {
	if (text === "@everyone" || text === "@here") return text.slice(1);
	const [, role, id] = /^<@(&?)!?(\d{17,20})>$/.exec(text) ?? [];
	if (!id) return [];
	return role ? { role: id } : { user: id };
}

/** Embeds never ping, so a mention is content; only the ids it names are allowed, and never a whole kind of them. */
function toMention(given) {
	const content = [];
	const allowed = { parse: [] };
	for (const mention of [given].flat()) {
		if (mention === "everyone" || mention === "here") {
			content.push(`@${mention}`);
			allowed.parse = ["everyone"];
		} else if (isId(mention?.user)) {
			content.push(`<@${mention.user}>`);
			allowed.users = [...new Set([...(allowed.users ?? []), mention.user])];
		} else if (isId(mention?.role)) {
			content.push(`<@&${mention.role}>`);
			allowed.roles = [...new Set([...(allowed.roles ?? []), mention.role])];
		}
	}
	return { content: content.join(" "), allowed };
}

function isId(id) {
	return /^\d{17,20}$/.test(id ?? "");
}

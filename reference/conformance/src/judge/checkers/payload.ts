import type { Exchange } from "../../stage/exchange.ts";
import type { Checker, Failure } from "../check.ts";
import { at, posts, show, textsOf, titlesOf } from "../look.ts";

const none = (run: Parameters<typeof posts>[0], where?: string): Failure | undefined =>
	posts(run, where).length === 0 ? { expected: `a message${where ? ` to "${where}"` : ""}`, seen: "none" } : undefined;

/** UTF-8 JSON, or multipart with `payload_json`. */
export const format: Checker<"format"> = (_, run) => {
	for (const exchange of posts(run)) {
		const type = exchange.headers["content-type"] ?? "";
		if (!/^(?:application\/json|multipart\/form-data)\b/i.test(type))
			return { expected: "content type application/json, or multipart with payload_json", seen: show(type) };
		if (!isUtf8(exchange)) return { expected: "UTF-8", seen: `bytes that are none in #${exchange.index + 1}` };
		if (typeof exchange.json !== "object" || exchange.json === null)
			return { expected: "a JSON object", seen: show(Buffer.from(exchange.body).toString()) };
	}
	return undefined;
};

function isUtf8({ body, headers }: Exchange): boolean {
	if (/^multipart/i.test(headers["content-type"] ?? "")) return true;
	try {
		new TextDecoder("utf-8", { fatal: true }).decode(body);
		return true;
	} catch {
		return false;
	}
}

/** The sandbox's validator: what Discord's OpenAPI file says, and what it misses. */
export const valid: Checker<"valid"> = (_, run) => {
	const bad = posts(run).find(({ problems }) => problems.length > 0);
	if (bad) return { expected: "a message that Discord takes", seen: bad.problems.slice(0, 3).join("; ") };
	const empty = posts(run).find(({ json }) => emptyPart(json) !== undefined);
	return empty && { expected: "nothing empty", seen: `${emptyPart(empty.json)} in #${empty.index + 1}` };
};

/** Stricter than Discord is today: it refused these for years. */
function emptyPart(json: unknown): string | undefined {
	const embeds = at(json, "embeds");
	const list = Array.isArray(embeds) ? embeds : [];
	if (String(at(json, "content") ?? "").trim() === "" && list.length === 0) return "an empty message";
	for (const [index, embed] of list.entries()) {
		if (textsOf(embed).every((text) => text.trim() === "")) return `an empty embed ${index}`;
		const fields = at(embed, "fields");
		const bad =
			Array.isArray(fields) &&
			fields.find((field) => [at(field, "name"), at(field, "value")].some((text) => String(text ?? "").trim() === ""));
		if (bad) return `an empty field ${show(bad)}`;
	}
	return undefined;
}

export const allowedMentions: Checker<"allowed-mentions"> = (_, run) => {
	const bad = posts(run).find(({ json }) => !Array.isArray(at(json, "allowed_mentions.parse")));
	return bad && { expected: '"allowed_mentions" with "parse"', seen: show(at(bad.json, "allowed_mentions")) };
};

export const pings: Checker<"pings"> = ({ at: where, request, everyone = false, users = [], roles = [] }, run) => {
	const stored = posts(run, where).filter(
		({ notified }, index) => notified && (request === undefined || index === request),
	);
	const wanted = { everyone, users, roles };
	const wrong = stored.find(({ notified }) => show(sorted(notified)) !== show(sorted(wanted)));
	if (wrong) return { expected: `pings ${show(wanted)}`, seen: show(wrong.notified) };
	return request === undefined ? none(run, where) : undefined;
};

function sorted(notified: Exchange["notified"]): unknown {
	return (
		notified && { everyone: notified.everyone, users: [...notified.users].sort(), roles: [...notified.roles].sort() }
	);
}

export const part: Checker<"part"> = ({ request = 0, path, is, matches }, run) => {
	const value = at(posts(run)[request]?.json, path);
	const isGood = matches === undefined ? show(value) === show(is) : new RegExp(matches).test(String(value ?? ""));
	return isGood ? undefined : { expected: `${path}: ${matches ?? show(is)}`, seen: show(value) };
};

export const cut: Checker<"cut"> = ({ path, to, isWhole }, run) => {
	const text = String(at(posts(run)[0]?.json, path) ?? "");
	if (posts(run).length === 0) return none(run);
	if (text.length > to) return { expected: `${path} of at most ${to} UTF-16 units`, seen: String(text.length) };
	const isCut = text.replace(/\n?`{3}$/, "").endsWith("…");
	if (isWhole)
		return isCut || text === ""
			? { expected: `${path} whole, for it fits`, seen: `${text.length} units: …${text.slice(-20)}` }
			: undefined;
	return isCut ? undefined : { expected: `${path} cut with "…"`, seen: `${text.length} units: …${text.slice(-20)}` };
};

/** A port may use the last field to say it. */
export const leftOut: Checker<"left-out"> = ({ of }, run) => {
	const embed = at(posts(run)[0]?.json, "embeds.0");
	const fields = at(embed, "fields");
	const count = Array.isArray(fields) ? fields.length : 0;
	if (posts(run).length === 0 || count > 25) return { expected: "at most 25 fields", seen: String(count) };
	const { timestamp: _, ...rest } = (embed ?? {}) as Record<string, unknown>; // an object, or count is 0
	const numbers = [of - count, of - count + 1].map(String);
	const isSaid = textsOf(rest).some((text) =>
		(text.match(/\d+/g) ?? []).some((number) => numbers.includes(number) && !/^(?:field|value) \d+$/.test(text)),
	);
	return isSaid
		? undefined
		: { expected: `a text that says that ${of - count} fields were left out`, seen: "none does" };
};

export const says: Checker<"says"> = ({ text, at: where }, run) => {
	const isSaid = posts(run, where).some(({ json }) => textsOf(json).some((one) => new RegExp(text).test(one)));
	return isSaid
		? undefined
		: { expected: `a message that says ${text}`, seen: none(run, where)?.seen ?? "it is said nowhere" };
};

export const neverSays: Checker<"never-says"> = ({ text }, run) => {
	const said = posts(run).find(({ json }) => textsOf(json).some((one) => one.includes(text)));
	return said && { expected: "a text that is not in any message", seen: `it is in #${said.index + 1}` };
};

export const wellFormed: Checker<"well-formed"> = (_, run) => {
	const bad = posts(run).find(({ json }) =>
		textsOf(json).some((text) => !text.isWellFormed() || text.includes("\ufffd")),
	);
	return bad ? { expected: "whole characters", seen: "half a surrogate pair, or U+FFFD" } : none(run);
};

export const evenFences: Checker<"even-fences"> = (_, run) => {
	const text = String(at(posts(run)[0]?.json, "embeds.0.description") ?? "");
	return text.split("```").length % 2 === 1
		? none(run)
		: { expected: "code blocks that are closed", seen: show(text.slice(-40)) };
};

export const titles: Checker<"titles"> = ({ at: where, are, inOrder }, run) => {
	const seen = posts(run, where)
		.filter(({ status }) => status >= 200 && status < 300)
		.flatMap(titlesOf);
	const find = (wanted: string): number => seen.findIndex((title) => title.includes(wanted));
	const places = are.map(find);
	const isGood =
		places.every((place) => place >= 0) &&
		seen.length === are.length &&
		(!inOrder || places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0)));
	return isGood
		? undefined
		: { expected: `"${where}" gets ${show(are)}${inOrder ? " in this order" : ""}`, seen: show(seen) };
};

export const soon: Checker<"soon"> = ({ at: where, title, within }, run) => {
	const place = posts(run, where).findIndex((exchange) => titlesOf(exchange).some((text) => text.includes(title)));
	if (place >= 0 && place <= within) return undefined;
	return { expected: `"${title}" among the next ${within} requests`, seen: place < 0 ? "never" : `as number ${place}` };
};

export const trail: Checker<"trail"> = ({ lines, say = [], never }, run) => {
	const stored = posts(run, "audit").filter(({ isStored }) => isStored);
	const all = stored.flatMap(({ json }) =>
		textsOf(json)
			.filter((text) => text.trim() !== "")
			.join("\n")
			.split("\n"),
	);
	const counted = all.filter((line) => /\b(?:P[0-3]|DEV)\b/.test(line));
	if (counted.length !== lines) return { expected: `${lines} lines in the audit trail`, seen: show(all) };
	const missing = say.find((pattern) => !counted.some((line) => new RegExp(pattern, "i").test(line)));
	if (missing) return { expected: `a line like ${missing}`, seen: show(counted) };
	const wrong = never === undefined ? undefined : counted.find((line) => new RegExp(never, "i").test(line));
	return wrong === undefined ? undefined : { expected: `no line like ${never}`, seen: show(wrong) };
};

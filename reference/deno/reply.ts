/** What an HTTP answer is made of. */
export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
}

/** What one attempt came to. Made of what the server sent, so nothing of it is trusted. */
export interface Reply {
	/** `limited` asks to wait, `gone` is a dead webhook, `rejected` is about this message, `failed` a 5xx, `silent` no answer. */
	readonly kind: "ok" | "limited" | "gone" | "rejected" | "failed" | "silent";
	readonly status: number;
	/** For a person; without URL. */
	readonly detail: string;
	/** Nothing may be sent before that. */
	readonly waitMs: number;
	/** Whether the wait concerns every webhook. */
	readonly forEveryone: boolean;
	/** Of a silent one: whether the request may have arrived. */
	readonly isWritten: boolean;
	readonly code?: number;
	readonly errors?: readonly string[];
	readonly messageId?: string;
}

type Json = Readonly<Record<string, unknown>>;

const BAN_PAUSE_MS = 3_600_000;
const DAY_S = 86_400;
const EDGE_BLOCK = 40333;
/** Unknown Webhook, Invalid Webhook Token. */
const GONE: Readonly<Record<number, number>> = { 404: 10015, 401: 50027 };

const NOTHING = { waitMs: 0, forEveryone: false, isWritten: false };

/** No answer. */
export function silent(isWritten: boolean, detail: string): Reply {
	return { ...NOTHING, kind: "silent", status: 0, detail, isWritten };
}

export function readReply(answer: Answer): Reply {
	const { status } = answer;
	const json = parse(answer.text);
	if (status >= 200 && status < 300) {
		const { id } = json;
		return {
			...NOTHING,
			kind: "ok",
			status,
			detail: "delivered",
			waitMs: calmMs(answer.headers),
			...(typeof id === "string" && { messageId: id }),
		};
	}
	if (status === 429) return limited(answer, json);
	if (status >= 400 && status < 500) return refused(status, json);
	return {
		...NOTHING,
		kind: "failed",
		status,
		detail: `Discord answered ${status}`,
	};
}

function parse(text: string): Json {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null ? value as Json : {};
	} catch {
		return {};
	}
}

// #region backoff
/**
 * The body tells the wait, else the header. `X-RateLimit-*` speak of another bucket when it was the hidden limit of the
 * channel, and what is told without sense is no permission to hammer.
 */
function limited({ headers, text }: Answer, json: Json): Reply {
	const told = seconds(json["retry_after"]) ??
		seconds(headers.get("retry-after"));
	const isBan = told === undefined &&
		(json["code"] === 0 ||
			/\b1015\b|<html|<!doctype|blocked from accessing/i.test(text));
	const isGlobal = json["global"] === true ||
		headers.has("x-ratelimit-global") ||
		headers.get("x-ratelimit-scope") === "global";
	return {
		...NOTHING,
		kind: "limited",
		status: 429,
		detail: isBan
			? "Discord has banned this address for a while"
			: "Discord answered 429",
		waitMs: told === undefined ? (isBan ? BAN_PAUSE_MS : 1000) : toMs(told),
		forEveryone: isBan || isGlobal,
	};
}

/** How long to keep still after the last request of a window: the next one would be answered 429. */
function calmMs(headers: Headers): number {
	const reset = seconds(headers.get("x-ratelimit-reset-after"));
	const isUsedUp = headers.get("x-ratelimit-remaining") === "0";
	return reset !== undefined && isUsedUp ? toMs(reset) : 0;
}

/** A little more than told: clocks differ. */
function toMs(seconds: number): number {
	return Math.ceil(seconds * 1000) + 50;
}

function seconds(value: unknown): number | undefined {
	const number = typeof value === "string" ? Number(value) : value;
	return typeof number === "number" && number > 0
		? Math.min(number, DAY_S)
		: undefined;
}
// #endregion backoff

function refused(status: number, json: Json): Reply {
	const code = typeof json["code"] === "number" ? json["code"] : undefined;
	if (status === 403 && (!code || code === EDGE_BLOCK)) {
		return {
			...NOTHING,
			kind: "limited",
			status,
			detail: "Discord blocks this address (403)",
			waitMs: BAN_PAUSE_MS,
			forEveryone: true,
		};
	}
	const facts = { ...NOTHING, status, ...(code !== undefined && { code }) };
	if (code !== undefined && GONE[status] === code) {
		return {
			...facts,
			kind: "gone",
			detail: `the webhook is gone (${status})`,
		};
	}
	const said = typeof json["message"] === "string"
		? ` ${hide(json["message"])}`
		: "";
	return {
		...facts,
		kind: "rejected",
		detail: `Discord refused the message with ${status}${said}`,
		errors: flatten(code === undefined ? json : json["errors"]).slice(0, 20),
	};
}

/** Today's nested tree, and the lists of texts that unversioned URLs are answered with: `{"embeds":["0"]}`. */
function flatten(tree: unknown, path = ""): string[] {
	if (typeof tree === "string") {
		const isIndex = /^\d+$/.test(tree);
		return [hide(isIndex ? `${path}.${tree}: refused` : `${path}: ${tree}`)];
	}
	if (Array.isArray(tree)) return tree.flatMap((item) => flatten(item, path));
	if (typeof tree !== "object" || tree === null) return [];
	if ("message" in tree) return flatten(String(tree.message), path);
	return Object.entries(tree).flatMap(([name, item]) => {
		const inner = path === "" ? name : `${path}.${name}`;
		return flatten(item, name === "_errors" ? path : inner);
	});
}

/** What the server says may repeat the URL it was asked at. */
function hide(text: string): string {
	return text.slice(0, 1000).replace(/[\w.-]{50,}/g, "[redacted]");
}

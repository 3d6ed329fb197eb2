// One webhook: whose URL is a secret, and what each of Discord's answers means.
import { redact } from "./redact.mjs";

const DISCORD = /^https:\/\/(?:(?:ptb|canary)\.)?(?:discord|discordapp)\.com\/api(?:\/v\d+)?\/webhooks\//;
const HOST = /^(?:(?:ptb|canary)\.)?(?:discord|discordapp)\.com$/;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const PARTS = /\/webhooks\/(\d{17,20})\/([\w-]{60,120})$/;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Reads a webhook URL; what it says when it cannot never repeats the URL. */
export function parseWebhook(text, { base, channel }) {
	const fail = (why) => new Error(`the webhook of "${channel}" ${why}`);
	const url = URL.parse(String(text).trim());
	if (!url) throw fail("is no URL");
	const [, id, token] = PARTS.exec(url.pathname) ?? [];
	if (!token) throw fail("does not end in /webhooks/{id}/{token}");
	const isForeign = !LOOPBACK.test(url.hostname) && !DISCORD.test(url.href);
	if (isForeign && !url.href.startsWith(base)) throw fail("is neither of Discord nor on this machine");
	const target = new URL(DISCORD.test(url.href) ? `${base}/webhooks/${id}/${token}` : url.origin + url.pathname);
	if (target.protocol !== "https:" && !LOOPBACK.test(target.hostname)) throw fail("would be asked over plain http");
	return new Webhook(id, target, url.searchParams.get("thread_id"));
}

/** The URL is private, so that no log, error or crash report can print it. */
class Webhook {
	#url;

	constructor(id, url, threadId) {
		this.id = id;
		this.threadId = threadId;
		this.isDiscord = HOST.test(url.hostname);
		this.#url = url;
	}

	/** One attempt. Never throws: what went wrong is an answer too. */
	async post({ body, threadId = this.threadId }, timeoutMs) {
		const url = new URL(this.#url);
		url.searchParams.set("wait", "true");
		if (threadId) url.searchParams.set("thread_id", threadId);
		const headers = { "content-type": "application/json" };
		const reply = await ask(url, { method: "POST", headers, body }, timeoutMs);
		return { ...readAnswer(reply), restMs: restMs(reply.headers) };
	}

	/** Whether Discord knows the webhook. */
	async get(timeoutMs) {
		const { status, detail = `Discord answered ${status}` } = await ask(this.#url, { method: "GET" }, timeoutMs);
		if (status >= 200 && status < 300) return { status: "alive", detail: "Discord knows the webhook" };
		return { status: status === 401 || status === 404 ? "dead" : "unreachable", detail };
	}
}

/** One deadline covers connecting, sending and the whole answer; a redirect is not followed, for the path is secret. */
async function ask(url, init, timeoutMs) {
	const headers = { ...init.headers, "user-agent": "dat-node-port/1 (+https://github.com/dat-alerts/dat)" };
	let response;
	try {
		response = await fetch(url, { ...init, headers, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
		return { status: response.status, headers: response.headers, text: await readStart(response) };
	} catch (error) {
		// A status is an answer, even when the rest of it was cut off.
		if (response) return { status: response.status, headers: response.headers, text: "" };
		const code = error.cause?.code ?? error.name;
		return { detail: `no answer from Discord (${code})`, mayHaveArrived: !NEVER_SENT.has(code) };
	}
}

const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

/** Discord's answers are small; whoever sends megabytes is not read to the end. */
async function readStart(response, most = 256_000) {
	const chunks = [];
	let size = 0;
	for await (const chunk of response.body ?? []) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > most) break;
	}
	return Buffer.concat(chunks).toString("utf8");
}

function readAnswer({ status, headers, text, detail, mayHaveArrived }) {
	if (status === undefined) return { kind: "failed", detail, mayHaveArrived };
	const body = parseJson(text);
	if (status >= 200 && status < 300) return { kind: "delivered", messageId: body?.id };
	const reason = redact(String(body?.message ?? "no reason given"));
	const facts = { detail: `Discord answered ${status}: ${reason}`, httpStatus: status };
	if (status === 429) return { ...readLimit({ headers, text, body }), ...facts };
	if (isEdgeBlock(status, body)) return { kind: "limited", isGlobal: true, waitMs: HOUR_MS, ...facts };
	if (status < 400 || status >= 500) return { kind: "failed", ...facts };
	return {
		kind: isGone(status, body) ? "gone" : "rejected",
		...facts,
		discordCode: body?.code,
		errors: readErrors(body),
	};
}

/** Not Discord refuses, but the edge before it, and the whole address. */
function isEdgeBlock(status, body) {
	return status === 403 && (!(body?.code > 0) || body.code === 40333);
}

/** Only these two say that the webhook is no more. */
function isGone(status, body) {
	return (status === 404 && body?.code === 10015) || (status === 401 && body?.code === 50027);
}

/** How long to stay away (contract, DAT-RTY-01 to 08 and 15): the body, then the header, then what kind of answer it is. */
function readLimit({ headers, text, body }) {
	const isGlobal =
		body?.global === true || headers.has("x-ratelimit-global") || headers.get("x-ratelimit-scope") === "global";
	const told = body?.retry_after ?? headers.get("retry-after") ?? undefined;
	const seconds = told === "" ? Number.NaN : Number(told);
	const isBan = body?.code === 0 || /error code: 1015|<html|<!doctype/i.test(text);
	if (isBan && !(seconds > 0)) return { kind: "limited", isGlobal: true, waitMs: HOUR_MS };
	if (told === undefined) return { kind: "limited", isGlobal, waitMs: 1_000 };
	if (seconds === Number.POSITIVE_INFINITY || seconds * 1_000 > DAY_MS)
		return { kind: "limited", isGlobal, waitMs: HOUR_MS };
	return { kind: "limited", isGlobal, waitMs: seconds > 0 ? seconds * 1_000 + 50 : 500 };
}

/** The leaves of Discord's error tree, and the flat lists of API v6, as `path: message`. */
function readErrors(body) {
	const walk = (node, path) => {
		if (Array.isArray(node)) return node.map((text) => `${path}: ${text}`);
		if (typeof node !== "object" || node === null) return [];
		const own = (node._errors ?? []).map(({ message }) => `${path}: ${message}`);
		return [
			...own,
			...Object.entries(node).flatMap(([key, part]) =>
				key === "_errors" ? [] : walk(part, path ? `${path}.${key}` : key),
			),
		];
	};
	return walk(body?.errors ?? body, "").map(redact);
}

function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** When Discord tells how many requests are left, and that it is none: how long until there are more. */
function restMs(headers) {
	if (headers?.get("x-ratelimit-remaining") !== "0") return 0;
	const seconds = Number(headers.get("x-ratelimit-reset-after"));
	return seconds > 0 && seconds < 3_600 ? seconds * 1_000 : 0;
}

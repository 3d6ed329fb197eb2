import { isAccepted } from "../../stage/exchange.ts";
import type { Checker } from "../check.ts";
import { posts, show } from "../look.ts";

export const requests: Checker<"requests"> = ({ at, exactly, atLeast = 0, atMost = Number.POSITIVE_INFINITY }, run) => {
	const count = posts(run, at).length;
	const isGood = exactly === undefined ? count >= atLeast && count <= atMost : count === exactly;
	if (isGood) return undefined;
	const wanted = exactly ?? (count < atLeast ? `at least ${atLeast}` : `at most ${atMost}`);
	return {
		expected: `${wanted} POST${/\b1$/.test(String(wanted)) ? "" : "s"}${at ? ` to "${at}"` : ""}`,
		seen: String(count),
	};
};

/** Never over 10, whatever a port calls its default. */
export const bounded: Checker<"bounded"> = ({ by }, run) => {
	const most =
		Math.min(run.level === "L0" ? Math.max(run.maxAttempts, 5) : run.maxAttempts, 10) + (by === "limits" ? 1 : 0);
	const count = posts(run).length;
	return count <= most ? undefined : { expected: `at most ${most} requests`, seen: String(count) };
};

export const sameBody: Checker<"same-body"> = (_, run) => {
	const [first, ...later] = posts(run).map(({ body }) => Buffer.from(body));
	const other = later.find((body) => first && !first.equals(body));
	if (!first || later.length === 0) return { expected: "a retry", seen: "none" };
	return (
		other && {
			expected: `the same ${first.length} bytes again`,
			seen: `${other.length} other bytes: ${show(other.toString())}`,
		}
	);
};

export const unrepeated: Checker<"unrepeated"> = (_, run) => {
	const bodies = posts(run).map(({ body }) => Buffer.from(body).toString());
	if (bodies.length === 1 || (bodies.length === 2 && bodies[0] !== bodies[1])) return undefined;
	return { expected: "one request, or one more without what was refused", seen: `${bodies.length} requests` };
};

export const path: Checker<"path"> = ({ matches }, run) => {
	const wrong = posts(run).find((exchange) => !new RegExp(matches).test(exchange.path));
	if (posts(run).length === 0) return { expected: `a POST to ${matches}`, seen: "no request" };
	return wrong && { expected: `a path like ${matches}`, seen: wrong.path };
};

export const query: Checker<"query"> = ({ name, is }, run) => {
	const wrong = posts(run).find((exchange) => exchange.query[name] !== is);
	if (posts(run).length === 0) return { expected: `?${name}=${is}`, seen: "no request" };
	return wrong && { expected: `?${name}=${is}`, seen: wrong.path };
};

/** Only `wait=true` answers with the message, so an id without it is made up. */
export const askedWithWait: Checker<"asked-with-wait"> = (_, run) => {
	if (run.outcome?.messageId === undefined) return undefined;
	const accepted = posts(run).find(isAccepted);
	const isTrue = accepted && /^(?:true|1)$/i.test(accepted.query["wait"] ?? "");
	return isTrue ? undefined : { expected: "wait=true, or no messageId", seen: `messageId ${run.outcome.messageId}` };
};

const DEFAULTS =
	/^(?:$|node(?:$|\b(?!-dat))|undici|curl\/|Python-urllib|python-requests|python-httpx|aiohttp|Go-http-client|Java(?:-http-client)?\/|okhttp|Ruby$|Faraday|reqwest\/|PHP|GuzzleHttp|Deno\/|axios\/|node-fetch|got |Mono|libcurl)/i;

export const userAgent: Checker<"user-agent"> = (_, run) => {
	const wrong = posts(run).find(({ headers }) => DEFAULTS.test(headers["user-agent"] ?? ""));
	return wrong && { expected: "a User-Agent of its own", seen: show(wrong.headers["user-agent"] ?? "") };
};

export const strays: Checker<"strays"> = ({ to }, run) =>
	run.strays[to] === 0
		? undefined
		: { expected: `nothing to the ${to === "other" ? "other host" : "proxy"}`, seen: `${run.strays[to]} connections` };

export const oneAtATime: Checker<"one-at-a-time"> = ({ at }, run) => {
	const all = posts(run, at);
	const early = all.find(
		(exchange, index) => index > 0 && exchange.seenMs < (all[index - 1]?.answeredMs ?? Number.POSITIVE_INFINITY),
	);
	return (
		early && {
			expected: "a request only after the answer to the one before",
			seen: `#${early.index + 1} came while that was open`,
		}
	);
};

export const noAnswer: Checker<"no-answer"> = ({ status }, run) => {
	const count = run.exchanges.filter((exchange) => exchange.status === status).length;
	return count === 0 ? undefined : { expected: `no answer ${status}`, seen: String(count) };
};

export const read: Checker<"read"> = ({ webhooks }, run) => {
	const other = run.exchanges.find(({ method }) => method !== "GET");
	if (other) return { expected: "nothing but GET", seen: `${other.method} ${other.path}` };
	const missed = webhooks.find((name) => !run.exchanges.some(({ to }) => to === name));
	return missed === undefined ? undefined : { expected: `a GET of "${missed}"`, seen: "none" };
};

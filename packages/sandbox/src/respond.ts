import { parseBody } from "./body.ts";
import type { SandboxRequest, SandboxResponse } from "./exchange.ts";
import { type Handled, handle } from "./handle.ts";
import { redactPath } from "./ledger.ts";
import { type BucketView, countInvalid, type Limited, slide, spendBucket } from "./rate-limit.ts";
import { parseRoute, type Route } from "./route.ts";
import type { Fault, SandboxState } from "./state.ts";
import type { World } from "./world.ts";

/**
 * Answers one request as Discord would and writes it into the ledger. Everything happens at `nowMs`; the same state,
 * request and time give the same answer in every shell. Order of checks: emulator requirement 3.
 */
export function respond(state: SandboxState, request: SandboxRequest, nowMs: number): SandboxResponse {
	const [path = "", query = ""] = request.path.split("?", 2);
	const route = parseRoute(path);
	const world: World = { state, request, route, query: new URLSearchParams(query), nowMs };
	const handled = answer(world);
	const response = withStandardHeaders(handled, nowMs + state.clockSkewMs);
	if ([401, 403, 429].includes(response.status) && response.headers["x-ratelimit-scope"] !== "shared") {
		countInvalid(state.rates, request.address, { limits: state.limits, nowMs });
	}
	record(world, handled, response);
	return response;
}

/** An answer, and what it left in the sandbox. */
export interface Answer extends Handled {
	readonly isEdge?: boolean;
	readonly fault?: string;
	readonly bucket?: BucketView;
}

function answer(world: World): Answer {
	const { state, request, route, nowMs } = world;
	const banned = state.rates.bannedUntilMs.get(request.address) ?? 0;
	if (nowMs < banned) return BANNED;
	const fault = "id" in route ? state.scripts.get(route.id)?.shift() : undefined;
	if (fault) return toFaulty(world, fault);
	if (/^Python-urllib\//.test(request.headers["user-agent"] ?? "")) {
		return { status: 403, headers: { "content-type": "text/plain" }, body: "error code: 1010", isEdge: true };
	}
	if (route.kind === "unknown") return { status: 404, body: { message: "404: Not Found", code: 0 } };
	if (route.kind === "bad-version") return { status: 400, body: { message: "Invalid API version", code: 50041 } };
	return limit(world, route);
}

const BANNED: Answer = {
	status: 429,
	isEdge: true,
	body: {
		code: 0,
		message: "You are being blocked from accessing our API temporarily due to exceeding our rate limits frequently.",
	},
};

function toFaulty(world: World, fault: Fault): Answer {
	const {
		name = fault.wire ?? String(fault.status),
		wire,
		status = 200,
		headers = {},
		body = "",
		isEdge = false,
	} = fault;
	// Only a fault after storing lets the message through.
	const stored = wire === "reset-after" || wire === "truncate" ? handle(world) : undefined;
	return {
		status: stored?.status ?? status,
		headers,
		body: stored?.body ?? body,
		fault: name,
		isEdge,
		...(wire && { wire }),
		...(stored?.stored && { stored: stored.stored }),
	};
}

function limit(world: World, route: Exclude<Route, { kind: "unknown" | "bad-version" }>): Answer {
	const { state, request, nowMs } = world;
	const { limits, rates } = state;
	const globalWait = limits.global && slide(rates.addresses, request.address, { window: limits.global, nowMs });
	if (globalWait) return toLimited({ scope: "global", retryAfterMs: globalWait }, undefined);
	const key = `${request.method} ${route.kind} ${route.id}/${route.token}`;
	const spent = limits.bucket ? spendBucket(rates, key, { window: limits.bucket, nowMs }) : undefined;
	if (spent?.isOver) return toLimited({ scope: "user", retryAfterMs: spent.resetAfterMs }, spent);
	const webhook = state.webhooks.get(route.id);
	const isPost = request.method === "POST" && webhook && webhook.token === route.token && !webhook.isDeleted;
	const channelWait =
		limits.channel && isPost ? slide(rates.channels, webhook.channelId, { window: limits.channel, nowMs }) : undefined;
	if (channelWait) return toLimited({ scope: "shared", retryAfterMs: channelWait }, spent);
	return { ...handle(world), ...(spent && { bucket: spent }) };
}

function toLimited({ scope, retryAfterMs }: Limited, bucket: BucketView | undefined): Answer {
	const seconds = Math.ceil(retryAfterMs) / 1000;
	const message = scope === "shared" ? "The resource is being rate limited." : "You are being rate limited.";
	return {
		status: 429,
		headers: {
			"retry-after": String(Math.ceil(seconds)),
			"x-ratelimit-scope": scope,
			...(scope === "global" && { "x-ratelimit-global": "true" }),
		},
		body: { message, retry_after: seconds, global: scope === "global" },
		...(bucket && { bucket }),
	};
}

/** Adds what Discord sends with every answer; `skewedMs` is what its clock shows. */
function withStandardHeaders(
	{ status, headers = {}, body, wire, isEdge, bucket }: Answer,
	skewedMs: number,
): SandboxResponse {
	const isText = typeof body === "string";
	return {
		status,
		headers: {
			server: "cloudflare",
			...(!isEdge && { via: "1.1 google" }),
			...(!isText && body !== undefined && { "content-type": "application/json" }),
			...(bucket && toLimitHeaders(bucket, skewedMs)),
			...lowerCase(headers),
		},
		body: body === undefined ? "" : isText ? body : JSON.stringify(body),
		...(wire && { wire }),
	};
}

/** The five headers of facts 3.1; the bucket's hash is that of the route, equal for all webhooks. */
function toLimitHeaders({ limit, remaining, resetAfterMs }: BucketView, skewedMs: number): Record<string, string> {
	const toSeconds = (ms: number): string => (Math.ceil(ms) / 1000).toFixed(3);
	return {
		"x-ratelimit-limit": String(limit),
		"x-ratelimit-remaining": String(remaining),
		"x-ratelimit-reset": toSeconds(skewedMs + resetAfterMs),
		"x-ratelimit-reset-after": toSeconds(resetAfterMs),
		"x-ratelimit-bucket": "2a1f5c7e9b3d4f60a8c1e2d3b4a59687",
	};
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function record(
	{ state, request, route, nowMs }: World,
	{ stored, parsed, fault }: Answer,
	response: SandboxResponse,
): void {
	const webhook = "id" in route ? state.webhooks.get(route.id) : undefined;
	state.ledger.push({
		index: state.ledger.length,
		atMs: nowMs,
		method: request.method,
		path: redactPath(request.path),
		webhookId: "id" in route ? route.id : undefined,
		channel: webhook?.channel,
		headers: request.headers,
		body: parsed ?? readForLedger(request),
		status:
			response.wire === "reset-before" || response.wire === "reset-after" || response.wire === "stall"
				? 0
				: response.status,
		responseHeaders: response.headers,
		responseBody: response.body,
		messageId: stored?.id,
		notified: stored?.notified,
		fault,
	});
}

/** The body of a request that was turned away before anybody looked at it. */
function readForLedger({ headers, body }: SandboxRequest): unknown {
	if (body.length === 0) return undefined;
	const parsed = parseBody(headers["content-type"] ?? "", body);
	return parsed.kind === "ok" ? parsed.value : undefined;
}

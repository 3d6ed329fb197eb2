import type { Answer } from "./answer.ts";
import { handle } from "./api/handle.ts";
import type { WebhookWorld } from "./api/handled.ts";
import { API_ERRORS } from "./errors.ts";
import type { Gauge } from "./ledger.ts";
import type { Window } from "./limits.ts";
import { type BucketView, type Limited, slide, spendBucket, viewBucket, viewSlide } from "./rate-limit.ts";
import { bucketHash } from "./route.ts";
import type { SandboxState, SandboxWebhook } from "./state.ts";

const HOUR_MS = 3_600_000;

/** Lets a request through the limits, from the outermost to the innermost, and has it answered. */
export function limit(world: WebhookWorld): Answer {
	const { state, request, route, nowMs } = world;
	const { limits, rates } = state;
	const globalWait = limits.global && slide(rates.addresses, request.address, { window: limits.global, nowMs });
	if (globalWait) return toLimited(world, { kind: "global", retryAfterMs: globalWait }, undefined);
	const key = toBucketKey(state, request.method, route);
	const spent = limits.bucket ? spendBucket(rates, key, { window: limits.bucket, nowMs }) : undefined;
	if (spent?.isOver) return toLimited(world, { kind: "user", retryAfterMs: spent.resetAfterMs }, spent);
	const limited = limitChannel(world);
	if (limited) return toLimited(world, limited, spent);
	return withBucket(handle(world), world, spent);
}

/** The limits of the channel, which no header tells. */
function limitChannel({ state, request, route, nowMs }: WebhookWorld): Limited | undefined {
	const webhook = state.webhooks.get(route.id);
	if (!webhook || webhook.token !== route.token || webhook.isDeleted) return undefined;
	const { limits, rates } = state;
	const wait = (log: Map<string, number[]>, window: Window | false): number | undefined =>
		window ? slide(log, webhook.channelId, { window, nowMs }) : undefined;
	if (request.method === "POST") {
		const hidden = wait(rates.channels, limits.channel);
		if (hidden) return { kind: "shared", retryAfterMs: hidden };
		const write = wait(rates.writes, limits.write);
		return write ? { kind: "write", retryAfterMs: write } : undefined;
	}
	if (request.method !== "PATCH" || !isOld(state, route.messageId, nowMs)) return undefined;
	const retryAfterMs = wait(rates.oldEdits, limits.oldEdits);
	return retryAfterMs ? { kind: "old-edits", retryAfterMs } : undefined;
}

function isOld({ messages }: SandboxState, messageId: string | undefined, nowMs: number): boolean {
	const message = messages.get(messageId ?? "");
	return message !== undefined && nowMs - message.sentAtMs > HOUR_MS;
}

function toBucketKey(
	{ profile }: SandboxState,
	method: string,
	{ kind, id, token }: { readonly kind: string; readonly id: string; readonly token: string },
): string {
	const isShared = profile.messageBucket === "shared" && kind === "message" && method !== "GET";
	return isShared ? `POST webhook ${id}/${token}` : `${method} ${kind} ${id}/${token}`;
}

function withBucket(answer: Answer, { request, route }: WebhookWorld, bucket: BucketView | undefined): Answer {
	if (!bucket) return answer;
	// The answer is this request's own; a copy would cost more than the rest of this function.
	return Object.assign(answer, { bucket, bucketHash: bucketHash(request.method, route.kind) });
}

/** How full the windows for posts of a webhook are. */
export function readGauge(state: SandboxState, webhook: SandboxWebhook, nowMs: number): Gauge {
	const { limits, rates } = state;
	const key = toBucketKey(state, "POST", { kind: "webhook", id: webhook.id, token: webhook.token });
	return {
		bucket: limits.bucket ? viewBucket(rates, key, { window: limits.bucket, nowMs }) : undefined,
		channel: limits.channel
			? viewSlide(rates.channels, webhook.channelId, { window: limits.channel, nowMs })
			: undefined,
	};
}

/** What each limit says besides the wait; the write limits have a code of their own, the others seldom one. */
const SAYS = {
	user: { scope: "user", message: "You are being rate limited." },
	global: { scope: "global", message: "You are being rate limited." },
	shared: { scope: "shared", message: "The resource is being rate limited." },
	write: { scope: "user", ...API_ERRORS.writeLimit },
	"old-edits": { scope: "user", ...API_ERRORS.oldEdits },
} as const;

function toLimited(world: WebhookWorld, { kind, retryAfterMs }: Limited, bucket: BucketView | undefined): Answer {
	const { profile } = world.state;
	const seconds = Math.ceil(retryAfterMs) / 1000;
	// v6 and v7 once told milliseconds (facts 3.5).
	const isMs = world.route.version < 8 && profile.legacyRetryUnit === "ms";
	const { scope, message, ...rest } = SAYS[kind];
	const code = "code" in rest ? rest.code : profile.rateLimitCode === "zero" ? 0 : undefined;
	const answer: Answer = {
		status: 429,
		limitedBy: kind,
		headers: {
			"retry-after": String(isMs ? Math.ceil(retryAfterMs) : Math.ceil(seconds)),
			"x-ratelimit-scope": scope,
			...(scope === "global" && { "x-ratelimit-global": "true" }),
		},
		body: {
			message,
			retry_after: isMs ? Math.ceil(retryAfterMs) : seconds,
			global: scope === "global",
			...(code !== undefined && { code }),
		},
	};
	return withBucket(answer, world, bucket);
}

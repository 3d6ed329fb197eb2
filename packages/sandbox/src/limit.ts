import { handle } from "./handle.ts";
import type { Answer } from "./headers.ts";
import type { Gauge } from "./ledger.ts";
import { type BucketView, type Limited, slide, spendBucket, viewBucket, viewSlide } from "./rate-limit.ts";
import type { Route } from "./route.ts";
import type { SandboxState, SandboxWebhook } from "./state.ts";
import type { World } from "./world.ts";

/** Lets a request through the limits, from the outermost to the innermost, and has it answered. */
export function limit(world: World, route: Exclude<Route, { kind: "unknown" | "bad-version" }>): Answer {
	const { state, request, nowMs } = world;
	const { limits, rates } = state;
	const globalWait = limits.global && slide(rates.addresses, request.address, { window: limits.global, nowMs });
	if (globalWait) return toLimited({ scope: "global", retryAfterMs: globalWait }, undefined);
	const key = toBucketKey(request.method, route);
	const spent = limits.bucket ? spendBucket(rates, key, { window: limits.bucket, nowMs }) : undefined;
	if (spent?.isOver) return toLimited({ scope: "user", retryAfterMs: spent.resetAfterMs }, spent);
	const webhook = state.webhooks.get(route.id);
	const isPost = request.method === "POST" && webhook && webhook.token === route.token && !webhook.isDeleted;
	const channelWait =
		limits.channel && isPost ? slide(rates.channels, webhook.channelId, { window: limits.channel, nowMs }) : undefined;
	if (channelWait) return toLimited({ scope: "shared", retryAfterMs: channelWait }, spent);
	return { ...handle(world), ...(spent && { bucket: spent }) };
}

function toBucketKey(method: string, { kind, id, token }: { kind: string; id: string; token: string }): string {
	return `${method} ${kind} ${id}/${token}`;
}

/** How full the windows for posts of a webhook are. */
export function readGauge({ limits, rates }: SandboxState, webhook: SandboxWebhook, nowMs: number): Gauge {
	const key = toBucketKey("POST", { kind: "webhook", ...webhook });
	return {
		bucket: limits.bucket ? viewBucket(rates, key, { window: limits.bucket, nowMs }) : undefined,
		channel: limits.channel
			? viewSlide(rates.channels, webhook.channelId, { window: limits.channel, nowMs })
			: undefined,
	};
}

function toLimited({ scope, retryAfterMs }: Limited, bucket: BucketView | undefined): Answer {
	const seconds = Math.ceil(retryAfterMs) / 1000;
	const message = scope === "shared" ? "The resource is being rate limited." : "You are being rate limited.";
	return {
		status: 429,
		limitedBy: scope,
		headers: {
			"retry-after": String(Math.ceil(seconds)),
			"x-ratelimit-scope": scope,
			...(scope === "global" && { "x-ratelimit-global": "true" }),
		},
		body: { message, retry_after: seconds, global: scope === "global" },
		...(bucket && { bucket }),
	};
}

import type { SandboxResponse } from "./exchange.ts";
import type { Handled } from "./handle.ts";
import type { BucketView, LimitKind } from "./rate-limit.ts";

/** An answer, and what it left in the sandbox. */
export interface Answer extends Handled {
	readonly isEdge?: boolean;
	readonly fault?: string;
	readonly bucket?: BucketView;
	readonly limitedBy?: LimitKind;
	readonly delayMs?: number;
	readonly dripMs?: number;
}

/** Adds what Discord sends with every answer; `skewedMs` is what its clock shows. */
export function withStandardHeaders(answer: Answer, skewedMs: number): SandboxResponse {
	const { status, headers = {}, body, wire, isEdge, bucket, delayMs, dripMs } = answer;
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
		...(delayMs && { delayMs }),
		...(dripMs && { dripMs }),
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

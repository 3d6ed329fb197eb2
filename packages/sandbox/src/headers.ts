import type { Answer } from "./answer.ts";
import { toCorsHeaders } from "./edge.ts";
import type { SandboxResponse } from "./exchange.ts";
import type { BucketView } from "./rate-limit.ts";
import type { World } from "./world.ts";

/** Adds what Discord sends with every answer. */
export function withStandardHeaders(answer: Answer, world: World): SandboxResponse {
	const { status, body, wire, delayMs, dripMs } = answer;
	const headers = toHeaders(answer, world);
	if (answer.headers) for (const [name, value] of Object.entries(answer.headers)) headers[name.toLowerCase()] = value;
	const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
	if (!wire && !delayMs && !dripMs) return { status, headers, body: text };
	return {
		status,
		headers,
		body: text,
		...(wire && { wire }),
		...(delayMs && { delayMs }),
		...(dripMs && { dripMs }),
	};
}

function toHeaders(
	{ body, isEdge, bucket, bucketHash }: Answer,
	{ state, request, nowMs }: World,
): Record<string, string> {
	const skewedMs = nowMs + state.clockSkewMs;
	const headers: Record<string, string> = {
		date: toDate(skewedMs),
		server: "cloudflare",
		"cf-ray": toRay(state.requests),
	};
	if (!isEdge) headers["via"] = "1.1 google";
	if (typeof body === "object") headers["content-type"] = "application/json";
	if (bucket) addLimitHeaders(headers, { bucket, hash: bucketHash ?? "", skewedMs });
	const { origin } = request.headers;
	if (origin !== undefined && !isEdge) Object.assign(headers, toCorsHeaders(origin, state.profile));
	return headers;
}

/** The five headers of facts 3.1. */
function addLimitHeaders(
	headers: Record<string, string>,
	{ bucket, hash, skewedMs }: { readonly bucket: BucketView; readonly hash: string; readonly skewedMs: number },
): void {
	headers["x-ratelimit-limit"] = String(bucket.limit);
	headers["x-ratelimit-remaining"] = String(bucket.remaining);
	headers["x-ratelimit-reset"] = toSeconds(skewedMs + bucket.resetAfterMs);
	headers["x-ratelimit-reset-after"] = toSeconds(bucket.resetAfterMs);
	headers["x-ratelimit-bucket"] = hash;
}

function toSeconds(ms: number): string {
	return (Math.ceil(ms) / 1000).toFixed(3);
}

let lastDate: readonly [second: number, text: string] = [-1, ""];

function toDate(ms: number): string {
	const second = Math.floor(ms / 1000);
	if (lastDate[0] !== second) lastDate = [second, new Date(ms).toUTCString()];
	return lastDate[1];
}

/** Cloudflare's number of a request; here it is the request's index. */
function toRay(index: number): string {
	return `${index.toString(16).padStart(16, "0")}-DAT`;
}

import type { Answer } from "./answer.ts";
import { API_ERRORS } from "./errors.ts";
import type { SandboxProfile } from "./profile.ts";
import type { World } from "./world.ts";

/** What stands before the API: bans, refused clients, preflights, requests from Discord's own pages. */
export function askEdge(world: World): Answer | undefined {
	const { state, request, nowMs } = world;
	if (nowMs < (state.rates.bannedUntilMs.get(request.address) ?? 0)) return toBan(state.profile);
	const agent = request.headers["user-agent"] ?? "";
	if (/^Python-urllib\//.test(agent) || (agent === "" && state.profile.emptyUserAgent === "block"))
		return state.profile.edgeBlock === "text" ? BLOCKED : BLOCKED_JSON;
	return askOrigin(world);
}

function askOrigin({ state, request, route }: World): Answer | undefined {
	const { origin } = request.headers;
	if (origin === undefined) return undefined;
	if (request.method === "OPTIONS") return { status: 204, headers: PREFLIGHT };
	const isChange = request.method !== "GET" && "id" in route;
	if (!isChange || !/^https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com$/.test(origin)) return undefined;
	const { code, message } = API_ERRORS.invalidOrigin;
	return { status: state.profile.originStatus, body: { message, code } };
}

const BLOCKED: Answer = {
	status: 403,
	headers: { "content-type": "text/plain; charset=UTF-8" },
	body: "error code: 1010",
	isEdge: true,
};
const BLOCKED_JSON: Answer = {
	status: 403,
	body: { message: API_ERRORS.internalNetwork.message, code: API_ERRORS.internalNetwork.code },
	isEdge: true,
};

/** What a client saw (facts 5); `User-Agent` is not in it, so a page cannot set one. */
const PREFLIGHT = {
	"access-control-allow-methods": "POST, GET, PUT, PATCH, DELETE",
	"access-control-allow-headers":
		"Content-Type, Authorization, X-Track, X-Super-Properties, X-Context-Properties, X-Failed-Requests, X-Fingerprint, X-RPC-Proxy, X-Debug-Options, x-client-trace-id, If-None-Match, X-RateLimit-Precision",
};

const EXPOSED = "Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset";
const EXPOSED_TOO = "X-RateLimit-Reset-After, X-RateLimit-Bucket, X-RateLimit-Scope, X-RateLimit-Global";

/** The CORS headers of an answer to a page; answers of the edge have none, so a page sees a network error instead. */
export function toCorsHeaders(origin: string, { exposedHeaders }: SandboxProfile): Record<string, string> {
	return {
		"access-control-allow-origin": origin,
		"access-control-allow-credentials": "true",
		"access-control-expose-headers": exposedHeaders === "all" ? `${EXPOSED}, ${EXPOSED_TOO}` : EXPOSED,
		vary: "Origin",
	};
}

const BAN_TEXT =
	"You are being blocked from accessing our API temporarily due to exceeding our rate limits frequently. Please read our docs at https://discord.com/developers/docs/topics/rate-limits to prevent this moving forward.";

function toBan({ ban, banRetryAfter }: SandboxProfile): Answer {
	const edge = { status: 429, isEdge: true, limitedBy: "ban" } as const;
	if (ban === "json") return { ...edge, body: { message: BAN_TEXT, code: 0 } };
	if (ban === "html") {
		const body =
			"<!DOCTYPE html><html><head><title>Access denied | discord.com used Cloudflare to restrict access</title></head><body><h1>Error 1015</h1><p>You are being rate limited</p></body></html>";
		return { ...edge, headers: { "content-type": "text/html; charset=UTF-8" }, body };
	}
	const headers = {
		"content-type": "text/plain; charset=UTF-8",
		...(banRetryAfter !== "none" && { "retry-after": String(banRetryAfter) }),
	};
	return { ...edge, headers, body: "error code: 1015" };
}

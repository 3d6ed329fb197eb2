import type { Arm } from "./arm.ts";

/**
 * Answers as Discord was seen to give them (docs: rate limits, opcodes-and-status-codes; the issues named in CONTRACT.md).
 * All numbers differ, also from common defaults, so that a gap tells where a port took it from.
 */
export const OK: Arm = { status: 204 };

/** The channel's hidden limit: body 1.6 s, header 2 s, and bucket headers that speak of another bucket. */
export const SHARED: Arm = {
	status: 429,
	headers: {
		"retry-after": "2",
		"x-ratelimit-limit": "5",
		"x-ratelimit-remaining": "4",
		"x-ratelimit-reset-after": "0.2",
		"x-ratelimit-scope": "shared",
	},
	body: { message: "The resource is being rate limited.", retry_after: 1.6, global: false },
};

/** The webhook's own limit. */
export function limited(seconds: number): Arm {
	return {
		status: 429,
		headers: {
			"retry-after": String(Math.ceil(seconds)),
			"x-ratelimit-limit": "5",
			"x-ratelimit-remaining": "0",
			"x-ratelimit-reset-after": String(seconds),
			"x-ratelimit-scope": "user",
		},
		body: { message: "You are being rate limited.", retry_after: seconds, global: false },
	};
}

export function limitedGlobally(seconds: number): Arm {
	return {
		status: 429,
		headers: { "retry-after": String(Math.ceil(seconds)), "x-ratelimit-global": "true", "x-ratelimit-scope": "global" },
		body: { message: "You are being rate limited.", retry_after: seconds, global: true },
	};
}

export const BANNED: Arm = {
	status: 429,
	isEdge: true,
	body: {
		code: 0,
		message: "You are being blocked from accessing our API temporarily due to exceeding our rate limits frequently.",
	},
};

export const BANNED_TEXT: Arm = {
	status: 429,
	isEdge: true,
	headers: { "content-type": "text/plain", "retry-after": "0" },
	body: "error code: 1015",
};

export const BANNED_HTML: Arm = {
	status: 429,
	isEdge: true,
	headers: { "content-type": "text/html" },
	body: "<!DOCTYPE html><title>Access denied</title><p>Error 1015</p>",
};

export const EDGE_BLOCK: Arm = {
	status: 403,
	isEdge: true,
	headers: { "content-type": "text/plain" },
	body: "error code: 1010",
};

export const BLOCKED: Arm = { status: 403, body: { message: "internal network error", code: 40333 } };

export const SERVER_ERROR: Arm = { status: 500, body: { message: "500: Internal Server Error", code: 0 } };

/** A page of the edge, as for 502 and 520. */
export function errorPage(status: number): Arm {
	return {
		status,
		isEdge: true,
		headers: { "content-type": "text/html" },
		body: `<html><head><title>${status}</title></head><body><h1>${status}: Origin Error</h1></body></html>`,
	};
}

/** The refusals of the API by status. */
export const REFUSALS: Readonly<Record<number, Arm>> = {
	400: { status: 400, body: { message: "Cannot send an empty message", code: 50006 } },
	401: { status: 401, body: { message: "Invalid Webhook Token", code: 50027 } },
	403: { status: 403, body: { message: "Missing Permissions", code: 50013 } },
	404: { status: 404, body: { message: "Unknown Webhook", code: 10015 } },
	413: { status: 413, body: { message: "Request entity too large", code: 40005 } },
};

/** A message object, as `wait=true` answers. */
export const MESSAGE: Arm = {
	status: 200,
	body: { id: "1300000000000000001", type: 0, content: "", channel_id: "1200000000000000001", embeds: [] },
};

/** The same answer to every further request. */
export function always(arm: Arm): Arm {
	return { ...arm, always: true };
}

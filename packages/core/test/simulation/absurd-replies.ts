import type { Fault } from "@dat/sandbox";

const limited = (name: string, retryAfter: unknown, headers: Readonly<Record<string, string>> = {}): Fault => ({
	name,
	status: 429,
	headers,
	body: { message: "You are being rate limited.", retry_after: retryAfter, global: false },
});

/** Answers that Discord has no reason to give. None may become a hot loop, a hang, or a loss that nobody hears of. */
export const ABSURD_REPLIES: Readonly<Record<string, Fault>> = {
	"absurd-words": limited("absurd-words", "soon", { "retry-after": "later" }),
	"absurd-negative": limited("absurd-negative", -5, { "retry-after": "-5" }),
	"absurd-eon": limited("absurd-eon", 1e15),
	"absurd-headers": {
		name: "absurd-headers",
		stores: true,
		status: 204,
		headers: {
			"x-ratelimit-limit": "NaN",
			"x-ratelimit-remaining": "-3",
			"x-ratelimit-reset-after": "Infinity",
			"x-ratelimit-reset": "yesterday",
			"x-ratelimit-bucket": "x".repeat(5000),
		},
	},
	"absurd-body": {
		name: "absurd-body",
		status: 500,
		headers: { "content-type": "application/json" },
		body: "[".repeat(20_000),
	},
	"absurd-status": { name: "absurd-status", status: 599, body: { code: "fifty", message: { text: null }, errors: 7 } },
};

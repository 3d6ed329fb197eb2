import type { Fault } from "./state.ts";

/** The names of ready-made faults. */
export type FaultName =
	| "limited"
	| "limited-shared"
	| "limited-global"
	| "limited-write"
	| "limited-header-only"
	| "banned-json"
	| "banned-text"
	| "banned-html"
	| "edge-block"
	| "server-error"
	| "bad-gateway"
	| "unavailable"
	| "dead"
	| "reset-before"
	| "reset-after"
	| "stall"
	| "truncate";

const json = (body: object): Pick<Fault, "body"> => ({ body });
const limited = (body: object, headers: Readonly<Record<string, string>>): Fault => ({
	status: 429,
	headers,
	...json(body),
});

/**
 * The seven forms of 429 (facts 3.3), the edge's blocks, 5xx, a dead webhook, and breaks of the wire. The numbers differ
 * from common defaults on purpose, so that a wait tells where a client took it from.
 */
export const FAULTS: Readonly<Record<FaultName, Fault>> = {
	limited: limited(
		{ message: "You are being rate limited.", retry_after: 1.7, global: false },
		{
			"retry-after": "2",
			"x-ratelimit-scope": "user",
			"x-ratelimit-limit": "5",
			"x-ratelimit-remaining": "0",
			"x-ratelimit-reset-after": "1.7",
		},
	),
	"limited-shared": limited(
		{ message: "The resource is being rate limited.", retry_after: 1.6, global: false },
		{
			"retry-after": "2",
			"x-ratelimit-scope": "shared",
			"x-ratelimit-limit": "5",
			"x-ratelimit-remaining": "4",
			"x-ratelimit-reset-after": "0.2",
		},
	),
	"limited-global": limited(
		{ message: "You are being rate limited.", retry_after: 2.3, global: true },
		{ "retry-after": "3", "x-ratelimit-scope": "global", "x-ratelimit-global": "true" },
	),
	"limited-write": limited(
		{
			message: "The write action you are performing on the channel has hit the write rate limit.",
			code: 20028,
			retry_after: 0.3,
			global: false,
		},
		{ "retry-after": "1" },
	),
	"limited-header-only": {
		status: 429,
		headers: { "retry-after": "2", "content-type": "text/plain" },
		body: "slow down",
	},
	"banned-json": {
		...limited(
			{
				code: 0,
				message:
					"You are being blocked from accessing our API temporarily due to exceeding our rate limits frequently.",
			},
			{},
		),
		isEdge: true,
	},
	"banned-text": {
		isEdge: true,
		status: 429,
		headers: { "content-type": "text/plain", "retry-after": "0" },
		body: "error code: 1015",
	},
	"banned-html": {
		isEdge: true,
		status: 429,
		headers: { "content-type": "text/html" },
		body: "<!DOCTYPE html><title>Access denied</title><p>Error 1015</p>",
	},
	"edge-block": { isEdge: true, status: 403, headers: { "content-type": "text/plain" }, body: "error code: 1010" },
	"server-error": { status: 500, ...json({ message: "500: Internal Server Error", code: 0 }) },
	"bad-gateway": {
		status: 502,
		headers: { "content-type": "text/html" },
		body: "<html><h1>502 Bad Gateway</h1></html>",
	},
	unavailable: { status: 503, headers: { "content-type": "text/html" }, body: "<html><h1>503</h1></html>" },
	dead: { status: 404, ...json({ message: "Unknown Webhook", code: 10015 }) },
	"reset-before": { wire: "reset-before" },
	"reset-after": { wire: "reset-after" },
	stall: { wire: "stall" },
	truncate: { wire: "truncate" },
};

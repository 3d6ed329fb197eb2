import type { Fault } from "./fault.ts";

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

/** The names of faults that seldom happen. */
export type OddFaultName =
	| "slow"
	| "drip"
	| "stall-body"
	| "short-length"
	| "reset-next"
	| "goaway"
	| "silent-drop"
	| "error-after-storing"
	| "gateway-after-storing"
	| "cut-json"
	| "wrong-type"
	| "redirect"
	| "redirect-permanent";

/**
 * What seldom happens, kept apart from `FAULTS` because some of it loses messages behind a 204 or needs real time: a
 * simulation that draws from all of `FAULTS` should not draw these.
 */
export const ODD_FAULTS: Readonly<Record<OddFaultName, Fault>> = {
	slow: { name: "slow", delayMs: 3000 },
	drip: { wire: "drip", dripMs: 20 },
	"stall-body": { wire: "stall-body" },
	"short-length": { wire: "short-length" },
	"reset-next": { wire: "reset-next" },
	goaway: { wire: "goaway" },
	"silent-drop": { name: "silent-drop", status: 204 },
	"error-after-storing": {
		name: "error-after-storing",
		stores: true,
		status: 500,
		...json({ message: "500: Internal Server Error", code: 0 }),
	},
	"gateway-after-storing": {
		name: "gateway-after-storing",
		stores: true,
		status: 504,
		headers: { "content-type": "text/html" },
		body: "<html><h1>504 Gateway Time-out</h1></html>",
	},
	"cut-json": {
		name: "cut-json",
		stores: true,
		status: 200,
		headers: { "content-type": "application/json" },
		body: '{"id":"1","type":0,"content":"cut o',
	},
	"wrong-type": {
		name: "wrong-type",
		stores: true,
		status: 200,
		headers: { "content-type": "text/html" },
		body: "<!DOCTYPE html><p>ok",
	},
	// Hosts under .invalid never resolve (RFC 2606), so a client that follows is found out and the token goes nowhere.
	redirect: { name: "redirect", status: 301, headers: { location: "https://elsewhere.invalid/" } },
	"redirect-permanent": {
		name: "redirect-permanent",
		status: 308,
		headers: { location: "https://elsewhere.invalid/" },
	},
};

/** The names of faults that can stand until they are switched off. */
export type StandingFaultName = "429-storm" | "5xx" | "outage" | "slow" | "deleted";

/** What a bad day looks like while a program runs. */
export const STANDING_FAULTS: Readonly<Record<StandingFaultName, Fault>> = {
	"429-storm": { ...FAULTS.limited, name: "429-storm" },
	"5xx": { ...FAULTS.unavailable, name: "5xx" },
	outage: { ...FAULTS["reset-before"], name: "outage" },
	slow: { ...ODD_FAULTS.slow, name: "slow" },
	deleted: { ...FAULTS.dead, name: "deleted" },
};

/** A ready-made fault by its name, wherever it is kept. */
export function faultByName(name: string): Fault | undefined {
	const all: Readonly<Record<string, Fault>> = { ...STANDING_FAULTS, ...ODD_FAULTS, ...FAULTS };
	return Object.hasOwn(all, name) ? all[name] : undefined;
}

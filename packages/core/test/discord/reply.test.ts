import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flattenFieldErrors } from "../../src/discord/field-errors.ts";
import { parseRateLimitHeaders } from "../../src/discord/rate-limit-headers.ts";
import { readReply } from "../../src/discord/reply.ts";

const HOUR = 3_600_000;
const read = (status: number, body: unknown, headers: Record<string, string> = {}): ReturnType<typeof readReply> =>
	readReply(
		{ status, header: (name) => headers[name] ?? null, text: typeof body === "string" ? body : JSON.stringify(body) },
		HOUR,
	);

describe("readReply()", () => {
	it.each([
		[200, "{}", "ok"],
		[204, "", "ok"],
		[201, "not json", "ok"],
		[500, "<html>", "failed"],
		[503, "", "failed"],
		[520, "", "failed"],
		[301, "", "failed"],
		[0, "", "failed"],
		[400, { message: "x", code: 50035 }, "rejected"],
		[404, { message: "x", code: 10003 }, "rejected"],
		[404, { message: "404: Not Found", code: 0 }, "rejected"],
		[401, { message: "x", code: 0 }, "rejected"],
		[413, "<html>", "rejected"],
		[404, { code: 10015 }, "dead"],
		[401, { code: 50027 }, "dead"],
		[403, { code: 50013 }, "rejected"],
		[403, "error code: 1010", "limited"],
		[403, { message: "internal network error", code: 40333 }, "limited"],
	])("reads %i %j as %s", (status, body, kind) => {
		expect(read(status, body).kind).toBe(kind);
	});

	it.each<[string, unknown, Record<string, string>, number, string]>([
		["the body before the header", { retry_after: 0.376, global: false }, { "retry-after": "1" }, 376, "webhook"],
		["the header when the body has none", "slow down", { "retry-after": "7" }, 7000, "webhook"],
		["a global one", { retry_after: 2, global: true }, {}, 2000, "global"],
		["a global one by its header", "", { "retry-after": "2", "x-ratelimit-global": "true" }, 2000, "global"],
		["a ban as JSON", { code: 0, message: "You are being blocked from accessing our API" }, {}, HOUR, "ban"],
		["a ban as text, told zero", "error code: 1015", { "retry-after": "0" }, HOUR, "ban"],
		["a ban as text, told a time", "error code: 1015", { "retry-after": "2285" }, 2_285_000, "ban"],
		["a ban as HTML", "<!DOCTYPE html>", {}, HOUR, "ban"],
		["more than a day", { retry_after: 90_000 }, {}, HOUR, "webhook"],
		["Infinity", '{"retry_after": 1e309}', {}, HOUR, "webhook"],
		["milliseconds, as v6 counts", { retry_after: 1700 }, { "x-ratelimit-reset-after": "1.7" }, 1700, "webhook"],
		["an empty header", {}, { "retry-after": "" }, 500, "webhook"],
	])("waits for %s", (_, body, headers, waitMs, scope) => {
		expect(read(429, body, headers)).toMatchObject({ kind: "limited", waitMs, scope });
	});

	it("prefers Retry-After to Reset-After and Remaining, and knows the channel's limit by its scope", () => {
		const headers = {
			"retry-after": "2",
			"x-ratelimit-limit": "5",
			"x-ratelimit-remaining": "4",
			"x-ratelimit-reset-after": "0.2",
			"x-ratelimit-scope": "shared",
		};
		expect(read(429, { retry_after: 1.6 }, headers)).toMatchObject({
			waitMs: 1600,
			channelWide: true,
			rate: { remaining: 4, resetAfterMs: 200 },
		});
	});

	it("never throws and never asks for a hot loop, whatever is answered", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 599 }),
				fc.oneof(fc.string(), fc.json()),
				fc.dictionary(
					fc.constantFrom(
						"retry-after",
						"x-ratelimit-limit",
						"x-ratelimit-remaining",
						"x-ratelimit-reset-after",
						"x-ratelimit-scope",
					),
					fc.oneof(fc.string(), fc.float().map(String)),
				),
				(status, body, headers) => {
					const reply = read(status, body, headers);
					if (reply.kind === "limited") {
						expect(reply.waitMs).toBeGreaterThan(0);
						expect(reply.waitMs).toBeLessThanOrEqual(86_400_000);
					}
					for (const value of Object.values(reply.rate ?? {})) expect(Number.isFinite(value)).toBe(true);
				},
			),
			{ numRuns: 2000 },
		);
	});
});

it("flattens field errors of both shapes, bounded", () => {
	expect(
		flattenFieldErrors({
			embeds: { 0: { title: { _errors: [{ code: "X", message: "too long" }] } }, _errors: [{ message: "too many" }] },
		}),
	).toEqual([
		{ path: "embeds.0.title", message: "too long" },
		{ path: "embeds", message: "too many" },
	]);
	expect(flattenFieldErrors({ embeds: ["0", "3"], username: ["Must be 1 to 80."] })).toEqual([
		{ path: "embeds.0", message: "refused" },
		{ path: "embeds.3", message: "refused" },
		{ path: "username", message: "Must be 1 to 80." },
	]);
	expect(flattenFieldErrors({ a: Array.from({ length: 100 }, (_, index) => `${index}`) })).toHaveLength(20);
});

it("reads rate-limit headers only when all of them make sense", () => {
	const of = (limit: string, remaining: string, after: string): unknown =>
		parseRateLimitHeaders(
			(name) =>
				({ "x-ratelimit-limit": limit, "x-ratelimit-remaining": remaining, "x-ratelimit-reset-after": after })[name] ??
				null,
		);
	expect(of("5", "4", "1.234")).toEqual({ limit: 5, remaining: 4, resetAfterMs: 1234 });
	for (const bad of [
		["", "4", "1"],
		["5", "x", "1"],
		["5", "4", "NaN"],
		["0", "0", "1"],
		["5", "-1", "1"],
		["5", "4", "Infinity"],
	] as const)
		expect(of(bad[0], bad[1], bad[2])).toBeUndefined();
});

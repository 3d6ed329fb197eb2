import { createVirtualClock, fixedRandom, type ScriptedAnswer, scriptedFetch } from "@dat/core/testing";
import { describe, expect, it } from "vitest";
import { type AttemptRequest, startAttempt } from "../../src/delivery/attempt.ts";
import type { Reply } from "../../src/discord/reply.ts";
import type { FetchInit } from "../../src/platform/fetch.ts";

const OPTIONS = { attemptTimeoutMs: 10_000, banPauseMs: 3_600_000 };
const REQUEST: AttemptRequest = { method: "POST", url: "https://discord.com/x", contentType: "text/plain", body: "hi" };

function attempt(answer: ScriptedAnswer, request = REQUEST, userAgent?: string) {
	const clock = createVirtualClock();
	const fetch = scriptedFetch(answer);
	return { clock, fetch, ...startAttempt({ fetch, clock, random: fixedRandom(), userAgent }, request, OPTIONS) };
}
const failure = (text: string, more: object = {}): Promise<Reply> =>
	attempt({ error: Object.assign(new TypeError(text), more) }).reply;

describe("one attempt", () => {
	it("sends what it was given, follows no redirect, and names itself where it can", async () => {
		const seen: FetchInit[] = [];
		const fetch = async (_: string, init: FetchInit) => {
			seen.push(init);
			return { status: 204, headers: { get: () => null }, text: async () => "" };
		};
		const platform = { fetch, clock: createVirtualClock(), random: fixedRandom() };
		await startAttempt({ ...platform, userAgent: "dat" }, REQUEST, OPTIONS).reply;
		await startAttempt(platform, { method: "GET", url: REQUEST.url }, OPTIONS).reply;
		expect(seen[0]).toMatchObject({ method: "POST", redirect: "manual", body: "hi" });
		expect(seen[0]?.headers).toEqual({ "content-type": "text/plain", "user-agent": "dat" });
		expect(seen[1]).toMatchObject({ method: "GET", headers: {} });
		expect(seen[1]).not.toHaveProperty("body");
	});

	it("leaves no timer behind when it is answered", async () => {
		const { reply, clock } = attempt({ status: 204 });
		expect(clock.scheduled).toBe(1);
		expect(await reply).toMatchObject({ kind: "ok", status: 204 });
		expect(clock.scheduled).toBe(0);
	});

	it("aborts its request at the deadline and when it is told to", async () => {
		const late = attempt("stall");
		await late.clock.advance(10_000);
		expect(await late.reply).toMatchObject({ kind: "silent", error: "no answer within 10000 ms", written: true });
		const ended = attempt("stall");
		ended.abort();
		expect(await ended.reply).toMatchObject({ kind: "silent", error: "aborted" });
	});

	it("takes its signal along, so that the platform lets go of the connection", async () => {
		const clock = createVirtualClock();
		const signals: AbortSignal[] = [];
		const fetch = (_: string, { signal }: FetchInit) => {
			signals.push(signal);
			return new Promise<never>(() => {});
		};
		const { reply } = startAttempt({ fetch, clock, random: fixedRandom() }, REQUEST, OPTIONS);
		await clock.advance(10_000);
		await reply;
		expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
	});

	it.each([
		["ECONNREFUSED"],
		["ENOTFOUND"],
		["EAI_AGAIN"],
		["EHOSTUNREACH"],
		["ENETUNREACH"],
		["UND_ERR_CONNECT_TIMEOUT"],
		["CERT_HAS_EXPIRED"],
		["DEPTH_ZERO_SELF_SIGNED_CERT"],
		["ERR_SSL_WRONG_VERSION_NUMBER"],
	])("knows by the code %s, its own or its cause's, that nothing was written", async (code) => {
		expect(await failure("fetch failed", { code })).toMatchObject({ written: false });
		expect(await failure("fetch failed", { cause: Object.assign(new Error("x"), { code }) })).toMatchObject({
			written: false,
			error: `fetch failed ${code} x`,
		});
	});

	it.each([["client error (Connect)"], ["dns error: no such host"]])(
		"knows by the words %j that nothing was written",
		async (text) => {
			expect(await failure(text)).toMatchObject({ written: false, error: text });
		},
	);

	it.each([["ECONNRESET"], ["UND_ERR_SOCKET"], ["EPIPE"], ["Connect"]])(
		"takes %s for a request that may have arrived",
		async (code) => {
			expect(await failure("fetch failed", { code })).toMatchObject({ written: true });
		},
	);

	it("says something of whatever is thrown, without a secret and in no more than 200 characters", async () => {
		const secret = `https://discord.com/api/webhooks/174109840998400001/${"t".repeat(68)}`;
		const told = await failure(`could not reach ${secret} ${"x".repeat(300)}`);
		expect(told.kind === "silent" && told.error).not.toContain("tttt");
		expect(told.kind === "silent" && told.error).toHaveLength(200);
		expect(await attempt({ error: "down" as never }).reply).toMatchObject({ error: "down", written: true });
	});
});

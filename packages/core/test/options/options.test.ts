import { createNotifier, type NotifierOptions } from "@dat/core";
import { decideTestGuard, readEnvironment } from "@dat/core/adapter";
import { createVirtualClock, fixedRandom, scriptedFetch } from "@dat/core/testing";
import { describe, expect, it } from "vitest";

const URL_OF = (digit: string): string => `https://discord.com/api/webhooks/${digit.repeat(18)}/${"a".repeat(68)}`;
const create = (options: unknown): unknown =>
	createNotifier(options as NotifierOptions, {
		fetch: scriptedFetch(),
		clock: createVirtualClock(),
		random: fixedRandom(),
	});

describe("wrong options", () => {
	it.each<[unknown, string]>([
		[{ enabled: "yes" }, "enabled is yes; write true or false"],
		[{ coalesce: 1 }, "coalesce is 1; write true or false"],
		[{ webhooks: [] }, "webhooks is []; write { alerts:"],
		[{ webhooks: { alerts: 5 } }, "webhooks.alerts is not usable; write a webhook URL"],
		[
			{ webhooks: { alerts: "https://example.com" } },
			"DAT_INVALID_WEBHOOK_URL: webhooks.alerts is not a Discord webhook URL: it has no /api/webhooks/",
		],
		[null, "options is null; write an object such as { webhooks"],
		[`https://discord.com/api/webhooks/${"1".repeat(18)}/${"a".repeat(68)}`, "options is a string; write an object"],
		[{ webhooks: { alerts: URL_OF("1") }, apiBase: "https://a.b/?q" }, "DAT_INVALID_OPTION: apiBase is not"],
		[{ webhooks: { alerts: { url: URL_OF("1"), threadId: "x" } } }, "webhooks.alerts is not usable"],
		[{ username: 5 }, "username is 5; write a name"],
		[{ avatarUrl: "http://localhost/a.png" }, "avatarUrl is http://localhost/a.png; write an http(s) URL"],
		[{ audit: true }, "audit is true; write a channel name, or false"],
		[{ scrub: ["a"] }, 'scrub is ["a"]; write an array of regular expressions'],
		[{ observer: {} }, "observer is {}; write a function"],
		[{ p0Mention: "@everyone" }, 'p0Mention is not a mention; write "everyone"'],
		[{ retry: { maxAttempts: 0 } }, "retry.maxAttempts is 0; write a whole number from 1 to 100"],
		[{ retry: { attempts: 3 } }, "retry.attempts is 3; write an object with rateLimitRetries, maxAttempts"],
		[{ retry: 3 }, "retry is 3; write an object with"],
		[{ throttle: { max: "3" } }, "throttle.max is a string; write a whole number from 1 to 1000"],
		[{ queue: { max: -1 } }, "queue.max is -1; write a whole number from 1 to 1000000"],
		[{ pacing: { channelPerMinute: 1 } }, "pacing.channelPerMinute is 1; write a whole number from 5"],
		[{ maxAgeMs: 0 }, "maxAgeMs.P0 is 0; write a whole number"],
		[{ maxAgeMs: { P9: 1 } }, "maxAgeMs.P9 is 1; write an object with P0, P1, P2, P3, DEV"],
		[{ webhooks: { alerts: URL_OF("1") }, apiBase: "http://x.example.com" }, "plain http"],
	])("%j are refused, and the error says what to write", (options, text) => {
		expect(() => create(options)).toThrow(text);
		expect(() => create(options)).toThrow(/DAT_INVALID/);
	});

	it("never show a secret that was put in the wrong place", () => {
		for (const wrong of [
			{ username: [URL_OF("1")] },
			{ avatarUrl: URL_OF("1").replace("https", "ftp") },
			{ webhooks: { alerts: `${URL_OF("1")}!` } },
			{ webhooks: [URL_OF("1")] },
			{ retry: URL_OF("1") },
		]) {
			expect(() => create(wrong)).toThrow(expect.not.stringContaining("aaaaaaaaaaaa") as never);
			try {
				create(wrong);
			} catch (error) {
				expect(String(error)).not.toContain("aaaaaaaaaaaa");
			}
		}
	});

	it("are the only thing that throws: right ones do not", () => {
		expect(() =>
			create({
				webhooks: { alerts: { url: URL_OF("1"), threadId: "123456789012345678" }, ops: URL_OF("2") },
				throttle: false,
				pacing: false,
				scrub: false,
				audit: false,
				p0Mention: [],
				maxAgeMs: { P0: 1000 },
			}),
		).not.toThrow();
	});
});

describe("readEnvironment()", () => {
	it("reads channels, the fallback, files and switches", () => {
		const files: Record<string, string> = { "/run/secrets/dev": ` ${URL_OF("3")}\n` };
		expect(
			readEnvironment(
				{
					DISCORD_WEBHOOK_ALERTS: ` ${URL_OF("1")} `,
					DISCORD_WEBHOOK_URL: URL_OF("2"),
					DISCORD_WEBHOOK_DEV_FILE: "/run/secrets/dev",
					DISCORD_WEBHOOK_INFO: "",
					NOTIFY_DISCORD_ENABLED: "Off",
					DISCORD_P0_MENTION: "@here",
					DISCORD_API_BASE: "http://127.0.0.1:1/api",
				},
				(path) => files[path],
			),
		).toEqual({
			webhooks: { alerts: URL_OF("1"), dev: URL_OF("3"), default: URL_OF("2") },
			enabled: false,
			p0Mention: ["here"],
			apiBase: "http://127.0.0.1:1/api",
			problems: [],
		});
	});

	it.each(["0", "false", "no", "off", "FALSE"])("NOTIFY_DISCORD_ENABLED=%s switches off", (value) =>
		expect(readEnvironment({ NOTIFY_DISCORD_ENABLED: value }).enabled).toBe(false),
	);
	it.each(["1", "true", "yes", "on"])("NOTIFY_DISCORD_ENABLED=%s does not", (value) =>
		expect(readEnvironment({ NOTIFY_DISCORD_ENABLED: value }).enabled).toBe(true),
	);

	it("says what it could not use, without the value", () => {
		const { problems, p0Mention, webhooks } = readEnvironment({
			DISCORD_P0_MENTION: "all of you",
			DISCORD_WEBHOOK_FILE: "/nowhere",
		});
		expect(problems).toEqual([
			expect.stringContaining("DISCORD_WEBHOOK_FILE"),
			expect.stringContaining("DISCORD_P0_MENTION"),
		]);
		expect([p0Mention, webhooks]).toEqual([undefined, {}]);
	});

	it("lets an empty mention ping nobody", () => {
		expect(readEnvironment({ DISCORD_P0_MENTION: "" }).p0Mention).toEqual([]);
	});
});

describe("decideTestGuard()", () => {
	it.each([
		[{ VITEST: "true" }, "vitest"],
		[{ JEST_WORKER_ID: "1" }, "jest"],
		[{ NODE_TEST_CONTEXT: "child-v8" }, "node:test"],
		[{ NODE_ENV: "test" }, "NODE_ENV=test"],
		[{ NODE_ENV: "production" }, undefined],
		[{}, undefined],
	])("%j means %s", (env, runner) => {
		expect(decideTestGuard({ env, isFetchInjected: false })).toBe(runner);
		expect(decideTestGuard({ env, isFetchInjected: true })).toBeUndefined();
	});

	it("knows runners that leave no variable", () => {
		expect(decideTestGuard({ env: {}, isRuntimeTest: true, isFetchInjected: false })).toBeDefined();
	});
});

import { createNotifier } from "@dat/core";
import { createVirtualClock, fixedRandom, scriptedFetch } from "@dat/core/testing";
import { FAULTS } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { distinct, setup } from "../delivery/setup.ts";

describe("notify()", () => {
	it("says at once what became of the alert", async () => {
		const { notifier } = setup({ throttle: { max: 1 } });
		expect(notifier.notify({ severity: "P2", title: "a" })).toEqual({
			id: expect.stringMatching(/^[0-9a-f]{32}$/),
			state: "queued",
		});
		expect(notifier.notify({ severity: "P2", title: "a" })).toMatchObject({ state: "suppressed", reason: "throttled" });
		expect(notifier.notify({ severity: "P0", title: "a", channel: "nowhere" })).toMatchObject({
			state: "dropped",
			reason: "unrouted",
		});
	});

	it.each([undefined, null, 7, "DB down", [], () => {}, Symbol("x"), 10n])(
		"never throws and tells what to write for %o",
		(input) => {
			const { notifier, outcomes } = setup();
			expect(notifier.notify(input as never)).toMatchObject({ state: "dropped", reason: "invalid" });
			expect(outcomes).toMatchObject([{ reason: "invalid", detail: expect.stringContaining('{ severity: "P1"') }]);
		},
	);

	it.each([
		["a number for a title", { severity: "P2", title: 42 }],
		["no title", { severity: "P2", description: "something" }],
		["an unknown severity", { severity: "critical", title: "x", channel: "info" }],
		[
			"10,000 fields",
			{
				severity: "P2",
				title: "x",
				fields: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`f${index}`, index])),
			},
		],
		[
			"getters that throw",
			{
				severity: "P2",
				title: "x",
				get description() {
					throw new Error("no");
				},
				get fields() {
					throw new Error("no");
				},
			},
		],
		[
			"a proxy that throws",
			new Proxy(
				{},
				{
					get: () => {
						throw new Error("no");
					},
					ownKeys: () => {
						throw new Error("no");
					},
				},
			),
		],
		["10 MB of text", { severity: "P2", title: "x", description: "🧨".repeat(2_500_000) }],
		["lone surrogates and NUL", { severity: "P2", title: "\ud800\0\udfff", description: "\udc00" }],
	])("delivers the best of %s", async (_, input) => {
		const { notifier, clock, sandbox } = setup();
		notifier.notify(input as never);
		await clock.advance(5000);
		expect(notifier.stats()).toMatchObject({ delivered: 1 });
		expect(sandbox.ledger.every(({ status }) => status < 300)).toBe(true);
	});
});

describe("files", () => {
	it("that Discord would refuse are left out, and the message says so", async () => {
		const { notifier, clock, sandbox } = setup();
		const small = Array.from({ length: 11 }, (_, index) => ({ name: `${index}.txt`, data: "x" }));
		notifier.notify({
			severity: "P2",
			title: "logs",
			files: [{ name: "core.dump", data: new Uint8Array(11 * 2 ** 20) }, ...small],
		});
		await clock.advance(1000);
		const [message] = sandbox.messages();
		expect(message?.files.map(({ filename }) => filename)).toEqual(small.slice(0, 10).map(({ name }) => name));
		const [embed] = message!.body["embeds"] as { footer: { text: string } }[];
		expect(embed?.footer.text).toContain("file core.dump left out: 11.0 MiB");
		expect(embed?.footer.text).toContain("file 10.txt left out: more than 10");
	});
});

describe("send()", () => {
	it("tells the id of the message", async () => {
		const { notifier, sandbox, clock } = setup();
		const [outcome] = await Promise.all([notifier.send({ severity: "P2", title: "a" }), clock.advance(1)]);
		expect(outcome).toMatchObject({
			status: "delivered",
			channel: "info",
			messageId: sandbox.messages()[0]?.id,
			coalesced: 1,
			attempts: 1,
		});
	});

	it("resolves with what is true when its time is up, and the alert goes on", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup();
		sandbox.script(webhooks["info"]!.id, FAULTS.limited);
		const [outcome] = await Promise.all([
			notifier.send({ severity: "P2", title: "a" }, { timeoutMs: 500 }),
			clock.advance(500),
		]);
		expect(outcome).toEqual({ status: "pending", id: expect.any(String), channel: "info" });
		await clock.advance(2000);
		expect(outcomes).toMatchObject([{ status: "delivered" }]);
	});

	it("stops waiting when its signal fires", async () => {
		const { notifier, clock, sandbox, webhooks } = setup();
		sandbox.script(webhooks["info"]!.id, FAULTS.limited);
		const controller = new AbortController();
		const sent = notifier.send({ severity: "P2", title: "a" }, { signal: controller.signal });
		controller.abort();
		expect(await sent).toMatchObject({ status: "pending" });
		expect(await notifier.send({ severity: "P2", title: "b" }, { signal: AbortSignal.abort() })).toMatchObject({
			status: "pending",
		});
		await clock.advance(5000);
		expect(notifier.stats()).toMatchObject({ delivered: 2, pending: 0 });
	});

	it("resolves for what is never sent", async () => {
		const { notifier } = setup({ enabled: false });
		const { signal } = new AbortController();
		expect(await notifier.send({ severity: "P2", title: "a" }, { signal })).toMatchObject({
			status: "suppressed",
			reason: "disabled",
		});
		expect(await notifier.send(undefined as never)).toMatchObject({ status: "dropped", reason: "invalid" });
	});
});

describe("flush() and close()", () => {
	it("flush tells whether all was settled in time", async () => {
		const { notifier, clock, sandbox, webhooks } = setup();
		expect(await notifier.flush()).toBe(true);
		sandbox.script(webhooks["info"]!.id, FAULTS.limited);
		notifier.notify(distinct(1));
		const [early] = await Promise.all([notifier.flush(1000), clock.advance(1000)]);
		const [late] = await Promise.all([notifier.flush(1000), clock.advance(1000)]);
		expect([early, late]).toEqual([false, true]);
	});

	it("close drops what is left, in flight or waiting, once and with a reason", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup({ coalesce: false });
		sandbox.script(webhooks["info"]!.id, FAULTS.stall);
		for (let index = 0; index < 3; index++) notifier.notify(distinct(index));
		await clock.advance(10);
		const [closed] = await Promise.all([notifier.close(1000), clock.advance(1000)]);
		expect(closed).toBe(false);
		expect(outcomes).toMatchObject([
			{ reason: "closed", maybeDelivered: true },
			{ reason: "closed" },
			{ reason: "closed" },
		]);
		expect(outcomes[1]).not.toHaveProperty("maybeDelivered");
		expect(notifier.notify(distinct(9))).toMatchObject({ state: "dropped", reason: "closed" });
		await clock.advance(60_000);
		expect(sandbox.ledger).toHaveLength(1);
		expect(await notifier.flush()).toBe(true);
		expect(notifier.stats()).toMatchObject({ raised: 4, dropped: 4, pending: 0 });
		expect(clock.scheduled).toBe(0);
	});

	it("closes at the end of an `await using` block", async () => {
		const { notifier, clock } = setup();
		notifier.notify(distinct(1));
		await Promise.all([notifier[Symbol.asyncDispose](), clock.advance(10)]);
		expect(notifier.stats()).toMatchObject({ delivered: 1 });
		expect(notifier.notify(distinct(2))).toMatchObject({ reason: "closed" });
	});
});

describe("bounds", () => {
	it("evict the lowest severity first and the oldest within it, P0 last", async () => {
		const { notifier, clock, sandbox, webhooks, titles, outcomes } = setup({ queue: { max: 3 }, channels: ["alerts"] });
		sandbox.script(webhooks["alerts"]!.id, { status: 429, body: { message: "x", retry_after: 4, global: false } });
		notifier.notify({ severity: "P1", title: "first", channel: "alerts" });
		await clock.advance(1);
		for (const [severity, title] of [
			["DEV", "d1"],
			["P2", "p2a"],
			["P2", "p2b"],
			["P0", "p0"],
			["DEV", "d2"],
		] as const)
			notifier.notify({ severity, title, channel: "alerts" });
		expect(outcomes).toMatchObject([{ reason: "overflow" }, { reason: "overflow" }, { reason: "overflow" }]);
		await clock.advance(10_000);
		expect(titles("alerts")).toEqual(["p0", "first", "p2b"]);
		expect(notifier.stats().droppedBy.overflow).toBe(3);
	});

	it("hold over all webhooks together, too", async () => {
		const { notifier, clock, sandbox, webhooks } = setup({ queue: { maxTotal: 4 } });
		for (const channel of ["alerts", "info"]) sandbox.script(webhooks[channel]!.id, FAULTS.limited);
		for (let index = 0; index < 20; index++)
			notifier.notify({ ...distinct(index), channel: index % 2 ? "alerts" : "info" });
		expect(notifier.stats()).toMatchObject({ pending: 4, dropped: 16 });
		await clock.advance(10_000);
		expect(notifier.stats().delivered).toBe(4);
	});
});

describe("warnings and callbacks", () => {
	it("say once that no webhook is set, and once per channel that alerts go nowhere", () => {
		const { notifier, warnings } = setup({ channels: [] });
		for (let index = 0; index < 3; index++) notifier.notify({ severity: "P0", title: `a ${index}` });
		expect(warnings).toEqual([
			expect.stringContaining("no webhook is set"),
			expect.stringContaining('channel "alerts" has no webhook'),
		]);
	});

	it("keep what a callback throws away from the program", async () => {
		const { notifier, clock, warnings } = setup({
			observer: () => {
				throw new Error("mine");
			},
			onOutcome: () => {
				throw new Error("mine");
			},
		});
		notifier.notify(distinct(1));
		await clock.advance(10);
		expect(notifier.stats().delivered).toBe(1);
		expect(warnings).toEqual([expect.stringContaining("threw")]);
	});

	it("guard a test runner from Discord, but not from another base", async () => {
		const guarded = setup({ testRunner: "vitest" });
		expect(await guarded.notifier.send({ severity: "P0", title: "a" })).toMatchObject({
			status: "suppressed",
			reason: "test-guard",
		});
		guarded.notifier.notify({ severity: "P0", title: "b" });
		expect(guarded.warnings).toEqual([expect.stringContaining("vitest is running")]);
		expect(guarded.sandbox.ledger).toEqual([]);
		expect((await guarded.notifier.probe()).channels["alerts"]).toMatchObject({ status: "unreachable" });
		for (let index = 0; index < 9; index++) guarded.notifier.notify({ severity: "P1", title: "storm" });
		await Promise.all([guarded.notifier.close(), guarded.clock.advance(120_000)]);
		expect(guarded.notifier.stats()).toMatchObject({ raised: 11, suppressed: 11, summaries: 0 });
		expect(guarded.sandbox.ledger).toEqual([]);
		for (const options of [{ allowInTests: true }, { apiBase: "http://127.0.0.1:9/api/v10" }]) {
			const open = setup({ testRunner: "vitest", ...options });
			const [outcome] = await Promise.all([open.notifier.send({ severity: "P0", title: "a" }), open.clock.advance(1)]);
			expect(outcome.status).toBe("delivered");
		}
	});
});

it("tells its host which alerts are about to be sent, before they are", async () => {
	const seen: unknown[] = [];
	const answer = scriptedFetch({ status: 500 }, { status: 204 });
	const clock = createVirtualClock();
	const notifier = createNotifier(
		{ webhooks: { default: `https://discord.com/api/webhooks/${"1".repeat(18)}/${"a".repeat(68)}` } },
		{
			fetch: (url, init) => {
				seen.push("fetch");
				return answer(url, init);
			},
			clock,
			random: fixedRandom(0.5),
			onSend: (ids) => seen.push(ids),
		},
	);
	const ids = [notifier.notify({ severity: "P2", title: "a" }), notifier.notify({ severity: "P2", title: "b" })].map(
		({ id }) => id,
	);
	await clock.advance(60_000);
	expect(seen).toEqual([ids, "fetch", ids, "fetch"]);
});

describe("probe()", () => {
	it("reads each webhook, posts nothing, and names whom a P0 would ping", async () => {
		const { notifier, sandbox, webhooks } = setup({
			channels: ["alerts", "info", "dev", "audit"],
			p0Mention: { role: "223456789012345678" },
		});
		sandbox.state.webhooks.get(webhooks["info"]!.id)!.isDeleted = true;
		sandbox.script(webhooks["dev"]!.id, FAULTS.unavailable);
		sandbox.script(webhooks["audit"]!.id, FAULTS["banned-html"]);
		const { channels, p0Mention } = await notifier.probe();
		expect(Object.fromEntries(Object.entries(channels).map(([channel, { status }]) => [channel, status]))).toEqual({
			alerts: "alive",
			info: "dead",
			dev: "unreachable",
			audit: "unreachable",
		});
		expect(p0Mention).toBe("<@&223456789012345678>");
		expect(sandbox.ledger.every(({ method }) => method === "GET")).toBe(true);
	});
});

describe("secrets", () => {
	it("are in no event, outcome, warning, receipt or report, even when Discord or the network says them back", async () => {
		const token = "S".repeat(68);
		const url = `https://discord.com/api/webhooks/${"1".repeat(18)}/${token}`;
		const clock = createVirtualClock();
		const said: unknown[] = [];
		const fetch = scriptedFetch(
			{
				status: 400,
				body: { message: `bad ${url}`, code: 1, errors: { embeds: { _errors: [{ code: "X", message: url }] } } },
			},
			{
				error: new TypeError(`fetch failed for ${url}`, {
					cause: Object.assign(new Error(`connect ${url}`), { code: "ECONNREFUSED" }),
				}),
			},
			{ status: 404, body: { message: url, code: 10015 } },
		);
		const notifier = createNotifier(
			{ webhooks: { default: url }, observer: (event) => said.push(event), onOutcome: (outcome) => said.push(outcome) },
			{ fetch, clock, random: fixedRandom(0.1, 0.7), warn: (text) => said.push(text) },
		);
		for (let index = 0; index < 3; index++) {
			said.push(
				notifier.notify({
					severity: "P0",
					title: `see ${url}`,
					key: `${url} ${index}`,
					description: url,
					fields: { [url]: url },
					error: new Error(url),
				}),
			);
			await clock.advance(20_000);
		}
		said.push(notifier.stats(), await notifier.probe(), notifier);
		expect(JSON.stringify(said)).not.toContain(token.slice(0, 12));
		expect(JSON.stringify(fetch.requests.map(({ body }) => body))).not.toContain(token.slice(0, 12));
	});
});

import { readFileSync } from "node:fs";
import { type Alert, buildEmbed, redactSecrets } from "@dat/core";
import { describe, expect, it } from "vitest";
import { createWriter, nextId, ORIGIN, setup, toBatch } from "./setup.ts";

const ALERT = { severity: "P2", title: "Checkout failed" };

describe("what a page sends", () => {
	it("is raised, and answered at once when nobody waits for outcomes", async () => {
		const { batch, raised } = setup();
		expect(await batch([ALERT])).toEqual({ v: 1, results: [{ status: "accepted" }] });
		expect(raised).toMatchObject([ALERT]);
	});

	it("may be one bare alert", async () => {
		const { post, raised } = setup();
		const response = await post(ALERT);
		expect([response.status, raised.length]).toEqual([200, 1]);
	});

	it.each([undefined, "text/plain", "TEXT/PLAIN; charset=utf-8", "application/json"])(
		"may be of type %s",
		async (type) => {
			const { batch } = setup();
			expect(await batch([ALERT], {}, { headers: { "content-type": type } })).toMatchObject({
				results: [{ status: "accepted" }],
			});
		},
	);

	it("is the example of the protocol's page, word for word", async () => {
		const page = readFileSync(new URL("../../../../docs/relay-protocol.md", import.meta.url), "utf8");
		const [body, answer] = [...page.matchAll(/```json\n(.*?)\n```/gs)].map(([, json]) => JSON.parse(json ?? ""));
		const { post, raised } = setup({
			outcome: { status: "delivered", id: "", channel: "a", coalesced: 1, attempts: 1 },
		});
		expect(await (await post(body)).json()).toEqual(answer);
		expect(raised).toMatchObject([
			{ title: "Checkout failed", footer: expect.stringContaining("2 earlier alerts were lost") },
		]);
	});
});

describe("outcomes", () => {
	it("are told per alert to a page that waits, without what is the server's own", async () => {
		const { batch } = setup();
		expect(await batch([ALERT, { severity: "loud" }], { wait: true })).toEqual({
			v: 1,
			results: [{ status: "delivered", coalesced: 2, attempts: 3 }, { status: "refused" }],
		});
	});

	it.each([
		[
			{ status: "dropped", id: "1", reason: "rejected", detail: "Discord said /webhooks/1", maybeDelivered: true },
			{ status: "dropped", reason: "rejected", maybeDelivered: true },
		],
		[
			{ status: "suppressed", id: "1", reason: "throttled", key: "k" },
			{ status: "suppressed", reason: "throttled" },
		],
		[{ status: "pending", id: "1", channel: "dev" }, { status: "pending" }],
	] as const)("of %o are %o", async (outcome, told) => {
		const { batch } = setup({ outcome });
		expect(await batch([ALERT], { wait: true })).toEqual({ v: 1, results: [told] });
	});

	it("are waited for as long as is said", async () => {
		let timeoutMs: number | undefined;
		const notifier = {
			...createWriter(),
			send: async (_: unknown, options?: { timeoutMs?: number }) => {
				timeoutMs = options?.timeoutMs;
				return { status: "pending" as const, id: "1" };
			},
		};
		await setup({ notifier, outcomeTimeoutMs: 700 }).batch([ALERT], { wait: true });
		expect(timeoutMs).toBe(700);
	});

	it("of alerts that the notifier turned away are told even when nobody waits", async () => {
		const notifier = {
			...createWriter(),
			notify: () => ({ id: "1", state: "dropped" as const, reason: "overflow" as const }),
		};
		expect(await setup({ notifier }).batch([ALERT])).toEqual({
			v: 1,
			results: [{ status: "dropped", reason: "overflow" }],
		});
	});
});

describe("an alert that comes twice", () => {
	it("is raised once and answered for twice", async () => {
		const { batch, raised } = setup();
		const alerts = [{ id: nextId(), raisedAtMs: 0, alert: ALERT }];
		const answers = [await batch([], { alerts }), await batch([], { alerts })];
		expect(answers).toEqual([
			{ v: 1, results: [{ status: "accepted" }] },
			{ v: 1, results: [{ status: "accepted" }] },
		]);
		expect(raised).toHaveLength(1);
	});

	it("is recognised within one batch, and 24 hours later", async () => {
		const { batch, raised, clock } = setup();
		const alerts = [{ id: nextId(), raisedAtMs: 0, alert: ALERT }];
		await batch([], { alerts: [...alerts, ...alerts] });
		await clock.advance(86_399_000);
		await batch([], { alerts });
		expect(raised).toHaveLength(1);
	});

	it("is another alert when another origin sends it", async () => {
		const { batch, raised } = setup({ origins: [ORIGIN, "https://blog.example"] });
		const alerts = [{ id: nextId(), raisedAtMs: 0, alert: ALERT }];
		await batch([], { alerts });
		await batch([], { alerts }, { headers: { origin: "https://blog.example" } });
		expect(raised).toHaveLength(2);
	});

	it("is raised the second time when the notifier threw the first time", async () => {
		const writer = createWriter();
		let isBroken = true;
		const notifier = {
			...writer,
			notify: (alert: Alert) => {
				if (isBroken) throw new Error("broken");
				return writer.notify(alert);
			},
		};
		const { post } = setup({ notifier });
		const body = toBatch([ALERT]);
		expect((await post(body)).status).toBe(500);
		isBroken = false;
		expect((await post(body)).status).toBe(200);
		expect(writer.raised).toHaveLength(1);
	});

	it("is raised the second time when it was deferred the first time", async () => {
		const { batch, raised, clock } = setup({ alertsPerSender: 1 });
		const alerts = [nextId(), nextId()].map((id) => ({ id, raisedAtMs: 0, alert: ALERT }));
		expect((await batch([], { alerts })).results).toEqual([{ status: "accepted" }, { status: "deferred" }]);
		await clock.advance(60_000);
		expect((await batch([], { alerts })).results).toEqual([{ status: "accepted" }, { status: "accepted" }]);
		expect(raised).toHaveLength(2);
	});
});

describe("what a page must not decide", () => {
	it("is taken away: mentions, files, threads, pictures, names, channels, links elsewhere", async () => {
		const { batch, raised } = setup();
		await batch([
			{
				...ALERT,
				mention: "everyone",
				files: [{ name: "x", data: "y" }],
				thread: { id: "1".repeat(18) },
				author: "Discord",
				image: "https://evil.example/x.png",
				thumbnail: "https://evil.example/x.png",
				username: "Discord",
				channel: "alerts",
				trade: true,
				url: "https://evil.example/login",
			},
		]);
		expect(Object.keys(raised[0] ?? {}).sort()).toEqual(["footer", "key", "severity", "timestamp", "title"]);
	});

	it("is kept where the relay allows it", async () => {
		const { batch, raised } = setup({ channels: ["dev", "trades"], allowP0: true });
		const alert = { severity: "P0", title: "x", channel: "dev", trade: true, url: `${ORIGIN}/cart` };
		await batch([alert]);
		expect(raised).toMatchObject([alert]);
	});

	it("turns a P0 into a P1 and says so", async () => {
		const { batch, raised } = setup();
		await batch([{ severity: "P0", title: "x" }]);
		expect(raised).toMatchObject([{ severity: "P1", footer: `P0 is not for pages, sent as P1 · from ${ORIGIN}` }]);
	});

	it("keeps its throttle key apart from the servers' own", async () => {
		const { batch, raised } = setup();
		await batch([
			{ ...ALERT, key: "db-down" },
			{ severity: "P1", title: "order 47111 failed" },
		]);
		expect(raised.map(({ key }) => key)).toEqual([`page ${ORIGIN} db-down`, `page ${ORIGIN} P1 order # failed`]);
	});

	it("shows where a link leads", async () => {
		const { batch, raised } = setup();
		await batch([{ ...ALERT, description: "[bank](https://evil.example)", fields: { a: "[b](c)" } }]);
		expect(raised).toMatchObject([
			{ description: "[bank] (https://evil.example)", fields: [{ name: "a", value: "[b] (c)" }] },
		]);
	});

	it.each([
		["a control character", "[bank]\u0001(https://evil.example)"],
		["control characters", "[bank]\u0001(\u0001https://evil.example)"],
		["half a surrogate pair", "[bank]\ud800(https://evil.example)"],
		["a secret", `AKIA${"A".repeat(16)}(https://evil.example)`],
	])("shows where a link leads when %s that is taken out would have made it one", async (_, description) => {
		const { batch, raised } = setup();
		await batch([{ ...ALERT, description, fields: { [description]: "name" } }]);
		const shown = buildEmbed({ ...raised[0], description: redactSecrets(raised[0]?.description ?? "") } as Alert);
		expect(shown.description).toMatch(/\] \(https:/);
		expect(raised[0]?.fields).toMatchObject([{ name: expect.stringMatching(/ \(https:/) }]);
	});

	it("is raised with fields nested as deep as a body allows", async () => {
		const { post, raised, refused } = setup();
		const deep = "[".repeat(30_000) + "]".repeat(30_000);
		const response = await post(`{"severity":"P1","title":"deep","fields":{"a":${deep}}}`);
		expect(response.status).toBe(200);
		expect(refused).toEqual([]);
		expect(raised[0]?.fields).toMatchObject([{ name: "a", value: expect.stringMatching(/^\[+/) }]);
	});

	it("leads to a listed origin as every parser reads it, or nowhere", async () => {
		const { batch, raised } = setup();
		for (const url of [`${ORIGIN}\\@evil.example`, `blob:${ORIGIN}/1`, `${ORIGIN}\t.evil.example`, `${ORIGIN}/a`])
			await batch([{ ...ALERT, url }]);
		expect(raised.map(({ url }) => url)).toEqual([`${ORIGIN}/@evil.example`, undefined, undefined, `${ORIGIN}/a`]);
	});

	it("has a throttle key of a bounded length, of which many are remembered", async () => {
		const { batch, raised } = setup();
		await batch([
			{ ...ALERT, key: "k".repeat(50_000) },
			{ ...ALERT, title: "t".repeat(10_000) },
		]);
		for (const { key } of raised) expect(key?.length).toBeLessThan(300);
	});

	it("cannot push the origin out of the footer", async () => {
		const { batch, raised } = setup();
		await batch([{ ...ALERT, footer: "x".repeat(5000) }]);
		expect(raised[0]?.footer).toBe(`${"x".repeat(500)} · from ${ORIGIN}`);
	});
});

describe("an alert that was kept in the page", () => {
	it("says how late it is, and when it was raised, whatever the page's clock says", async () => {
		const { batch, raised, clock } = setup();
		const sentAtMs = 12_345_678;
		await batch([], { sentAtMs, alerts: [{ id: nextId(), raisedAtMs: sentAtMs - 600_000, alert: ALERT }] });
		expect(raised).toMatchObject([
			{ footer: `10 min late · from ${ORIGIN}`, timestamp: new Date(clock.now() - 600_000).toISOString() },
		]);
	});

	it.each([
		["was raised in its future", -60_000, 0],
		["was raised longer ago than a week", 1e12, 604_800_000],
	])("is not believed when it %s", async (_, ageMs, believedMs) => {
		const { batch, raised, clock } = setup();
		await batch([], { sentAtMs: 1e12, alerts: [{ id: nextId(), raisedAtMs: 1e12 - ageMs, alert: ALERT }] });
		expect(raised[0]?.timestamp).toBe(new Date(clock.now() - believedMs).toISOString());
	});

	it("keeps the time it names itself", async () => {
		const { batch, raised } = setup();
		await batch([{ ...ALERT, timestamp: "2026-01-01T00:00:00Z" }]);
		expect(raised).toMatchObject([{ timestamp: "2026-01-01T00:00:00Z" }]);
	});
});

describe("alerts that a page lost", () => {
	it("are told by the next alert that is raised, and only once", async () => {
		const { batch, raised } = setup();
		expect(await batch([{ severity: "loud" }], { lost: 2 })).toMatchObject({ results: [{ status: "refused" }] });
		await batch([ALERT, ALERT], { lost: 1 });
		expect(raised.map(({ footer }) => footer)).toEqual([
			`3 earlier alerts were lost in the page · from ${ORIGIN}`,
			`from ${ORIGIN}`,
		]);
	});
});

describe("the schema", () => {
	it.each([
		["a string", "alert is a string; write an object such as"],
		[{ title: "x" }, "severity is undefined; write P0, P1, P2, P3, DEV"],
		[{ severity: "critical", title: "x" }, "severity is critical; write P0, P1, P2, P3, DEV"],
		[{ severity: "P1", title: "" }, "title is ; write a text of 1 character or more"],
		[{ ...ALERT, fields: [{ name: 1 }] }, "write an object of name to value, or a list of { name, value }"],
		[{ ...ALERT, error: "boom" }, "error is boom; write { name, message, stack }"],
		[{ ...ALERT, timestamp: "yesterday" }, "timestamp is yesterday; write an ISO 8601 text"],
		[{ ...ALERT, silent: "yes" }, "silent is yes; write true or false"],
	])("refuses %o, and tells whoever runs the relay what to write", async (alert, detail) => {
		const { batch, raised, refused } = setup();
		expect(await batch([alert])).toEqual({ v: 1, results: [{ status: "refused" }] });
		expect(raised).toEqual([]);
		expect(refused).toMatchObject([{ error: "alert", detail: expect.stringContaining(detail), client: "192.0.2.1" }]);
	});

	it("tells nothing that a terminal or a log would obey", async () => {
		const { batch, post, refused } = setup();
		const forged = "\n[INFO] all is well\u001b[2J\u009b31m";
		await batch([{ severity: forged, title: "x" }]);
		await post({ v: forged });
		for (const { detail } of refused) expect(detail).not.toMatch(/\p{C}/u);
		expect(refused).toHaveLength(2);
	});

	it("refuses an id of another form, because it could not be told from a repetition", async () => {
		const { batch, refused } = setup();
		const alerts = [{ id: "1", raisedAtMs: 0, alert: ALERT }];
		expect(await batch([], { alerts })).toEqual({ v: 1, results: [{ status: "refused" }] });
		expect(refused).toMatchObject([{ detail: "id is no alert id; write 32 lower-case hex digits" }]);
	});

	it("keeps name, message and stack of an error", async () => {
		const { batch, raised } = setup();
		const error = {
			name: "TypeError",
			message: "x is undefined",
			stack: "TypeError: x is undefined\n    at f (a.js:1:1)",
		};
		await batch([{ ...ALERT, error: { ...error, config: { token: "t" } } }]);
		expect(raised).toMatchObject([{ error }]);
		expect(raised[0]?.error).not.toHaveProperty("config");
	});
});

describe("a refused request", () => {
	const many = Array.from({ length: 101 }, () => ALERT);
	it.each([
		["no JSON", 400, "bad_request", "{", {}],
		["another version", 400, "bad_request", { v: 2, alerts: [ALERT] }, {}],
		["no alerts", 400, "bad_request", toBatch([]), {}],
		["101 alerts", 400, "bad_request", toBatch(many), {}],
		["another origin", 403, "origin", toBatch([ALERT]), { headers: { origin: "https://evil.example" } }],
		["no origin", 403, "origin", toBatch([ALERT]), { headers: { origin: undefined } }],
		[
			"an origin hidden by a sandboxed frame",
			403,
			"origin",
			toBatch([ALERT]),
			{ headers: { origin: "null", "sec-fetch-site": "cross-site" } },
		],
		["GET", 405, "method", undefined, { method: "GET" }],
		["a body over 65,536 bytes", 413, "too_large", "x".repeat(65_537), {}],
		["a form", 415, "content_type", "a=b", { headers: { "content-type": "application/x-www-form-urlencoded" } }],
	])("with %s is answered %i %s and nothing else", async (_, status, error, body, init) => {
		const { post, raised, refused } = setup();
		const response = await post(body, init);
		expect([response.status, await response.text()]).toEqual([status, JSON.stringify({ v: 1, error })]);
		expect(response.headers.get("cache-control")).toBe("no-store");
		expect(raised).toEqual([]);
		expect(refused).toMatchObject([{ error, client: "192.0.2.1" }]);
	});

	it("never gets a word of its own back", async () => {
		const { post } = setup();
		const word = "reflected-word";
		const bodies = [word, { v: word }, { v: 1, alerts: [word] }, toBatch([{ severity: word, title: word }])];
		for (const body of bodies) {
			const response = await post(body, {
				headers: { "x-custom": word },
				url: `https://relay.example/${word}?token=${word}`,
			});
			expect(JSON.stringify([...response.headers, await response.text()])).not.toContain(word);
		}
	});

	it("is answered as failed when the notifier throws, with the reason told to the log alone", async () => {
		const notifier = {
			...createWriter(),
			notify: () => {
				throw new Error(`no /webhooks/${"1".repeat(18)}/${"x".repeat(68)}`);
			},
		};
		const { post, refused } = setup({ notifier });
		const response = await post(toBatch([ALERT]));
		expect([response.status, await response.text()]).toEqual([500, '{"v":1,"error":"failed"}']);
		expect(refused).toMatchObject([{ error: "failed", detail: expect.stringContaining("[redacted]") }]);
	});

	it("is answered even when the listener throws", async () => {
		const { post } = setup({
			onRefused: () => {
				throw new Error("listener");
			},
		});
		expect((await post("{")).status).toBe(400);
	});
});

describe("origins", () => {
	it("are let in by the list, and may read the answer", async () => {
		const { post } = setup();
		const response = await post(toBatch([ALERT]));
		expect(Object.fromEntries(response.headers)).toEqual({
			"access-control-allow-origin": ORIGIN,
			"access-control-expose-headers": "Retry-After",
			"cache-control": "no-store",
			"content-type": "application/json",
			vary: "Origin",
			"x-content-type-options": "nosniff",
		});
	});

	it("may read why they were refused", async () => {
		const { post } = setup();
		expect((await post("{")).headers.get("access-control-allow-origin")).toBe(ORIGIN);
	});

	it.each([undefined, "null", "https://unlisted.example"])(
		"are let in as %s when the browser says it is the same",
		async (origin) => {
			const { post, raised } = setup({ origins: [] });
			const response = await post(toBatch([ALERT]), { headers: { origin, "sec-fetch-site": "same-origin" } });
			expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([200, null]);
			expect(raised).toMatchObject([{ footer: "from same origin" }]);
		},
	);

	it("get an answer to a preflight, though our own client never causes one", async () => {
		const { post } = setup();
		const response = await post(undefined, { method: "OPTIONS" });
		expect([response.status, await response.text(), Object.fromEntries(response.headers)]).toEqual([
			204,
			"",
			{
				"access-control-allow-headers": "content-type",
				"access-control-allow-methods": "POST",
				"access-control-allow-origin": ORIGIN,
				"access-control-expose-headers": "Retry-After",
				"access-control-max-age": "86400",
				"cache-control": "no-store",
				vary: "Origin",
			},
		]);
		expect((await post(undefined, { method: "OPTIONS", headers: { origin: "https://evil.example" } })).status).toBe(
			403,
		);
	});
});

describe("wrong options", () => {
	it.each([
		[{ notifier: {} as never }, "notifier is not usable; write what createNotifier() returns"],
		[{ origins: ["*"] }, "origins is not usable; write a list of scheme and host without a path"],
		[{ origins: ["https://shop.example/"] }, "origins is not usable"],
		[{ channels: "dev" as never }, "channels is not usable"],
		[{ allowP0: "yes" as never }, "allowP0 is not usable; write true or false"],
		[{ tokenKey: "hunter2" }, "tokenKey is 7 characters long; write at least 32 random ones"],
		[{ trustProxy: -1 }, "trustProxy is not usable; write how many proxies"],
		[{ trustProxy: "X-Forwarded-For" }, "trustProxy is not usable"],
		[{ maxAlerts: 0 }, "maxAlerts is 0; write a whole number from 1 to 1000"],
		[{ onRefused: 1 as never }, "onRefused is not usable; write a function"],
	])("%o throw %s", (options, message) => {
		expect(() => setup(options)).toThrow(message);
	});

	it("never repeat a key", () => {
		expect(() => setup({ tokenKey: "hunter2" })).not.toThrow(/hunter2/);
	});
});

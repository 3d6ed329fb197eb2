import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createNotifier } from "@dat/core";
import { createPageToken, createRelay } from "@dat/core/relay";
import { createVirtualClock, fixedRandom } from "@dat/core/testing";
import { createSandbox } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { createWriter, KEY, toBatch, toRequest } from "./setup.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** MiB of heap that are in use after everything that can be freed is freed. */
function heapMib(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed / 2 ** 20;
}

/** On a machine with much else to do 100,000 requests take more than a minute. */
const PATIENT = { timeout: 600_000 };

const HOSTILE = 100_000;
const GENUINE_EVERY = 1000;
const ORIGINS = ["https://shop.example"];
const withToken = (token: string) => ({ url: `https://relay.example/alerts?token=${token}` });

/** What somebody without a page sends, or with one token out of a page: each kind is a quarter. */
function toHostile(index: number, stolen: string): Request {
	const alerts = Array.from({ length: 5 }, (_, part) => ({
		severity: "P1",
		title: `noise ${index} ${part} ${"x".repeat(400)}`,
	}));
	const forged = `1.${(4e12).toString(36)}.${index.toString(16).padStart(32, "0")}.${"ab".repeat(32)}`;
	if (index % 4 === 0) return toRequest(toBatch(alerts), { headers: { origin: "https://evil.example" } });
	if (index % 4 === 1) return toRequest(toBatch(alerts), withToken(forged));
	if (index % 4 === 2) return toRequest(toBatch(alerts), withToken(stolen));
	return toRequest("x".repeat(70_000), withToken(stolen));
}

function toAddress(index: number): { remoteAddr: { hostname: string } } {
	return { remoteAddr: { hostname: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}` } };
}

/** A title of letters, so that no two are one key of the throttle. */
function toTitle(index: number): string {
	const letters = "abcdefghij";
	return `genuine ${letters[Math.floor(index / 10) % 10]}${letters[index % 10]}`;
}

/** A notifier in front of a sandbox, and all that the sandbox shows. */
function createWorld() {
	const clock = createVirtualClock();
	const sandbox = createSandbox({ now: clock.elapsed });
	const webhook = sandbox.createWebhook({ channel: "alerts" });
	const notifier = createNotifier(
		{ webhooks: { alerts: webhook.url("https://discord.com") } },
		{ fetch: (url, init) => sandbox.fetch(url, init), clock, random: fixedRandom(0.5) },
	);
	return { clock, notifier, shown: () => JSON.stringify(sandbox.messages().map(({ body }) => body)) };
}

describe("a flood of 100,000 hostile requests from 100,000 addresses within a minute", () => {
	it("holds no memory; every genuine alert and the server's own P0 arrive", PATIENT, async ({ annotate }) => {
		const { clock, notifier, shown } = createWorld();
		const relay = createRelay({ notifier, origins: ORIGINS, tokenKey: KEY, clock });
		const stolen = await createPageToken({ key: KEY, clock });
		const statuses = new Map<number, number>();
		const heap: number[] = [];
		let ownP0Ms: number | undefined;
		for (let index = 0; index < HOSTILE; index++) {
			const { status } = await relay(toHostile(index, stolen), toAddress(index));
			statuses.set(status, (statuses.get(status) ?? 0) + 1);
			if (index % 100 === 0) await clock.advance(60);
			if (index % GENUINE_EVERY === 0) {
				const alert = { severity: "P1", title: toTitle(index / GENUINE_EVERY) };
				const request = toRequest(toBatch([alert]), withToken(await createPageToken({ key: KEY, clock })));
				const answer = await relay(request, toAddress(index + HOSTILE));
				expect(await answer.json()).toEqual({ v: 1, results: [{ status: "accepted" }] });
			}
			if (index === HOSTILE / 2) {
				const raisedMs = clock.elapsed();
				void notifier.send({ severity: "P0", title: "the server's own" }).then(() => {
					ownP0Ms = clock.elapsed() - raisedMs;
				});
			}
			if (index % 25_000 === 24_999) heap.push(heapMib());
		}
		await clock.drain(600_000);
		const quarter = HOSTILE / 4;
		expect(Object.fromEntries(statuses)).toEqual({ 200: quarter, 401: quarter, 403: quarter, 413: quarter });
		const genuine = Array.from({ length: HOSTILE / GENUINE_EVERY }, (_, index) => toTitle(index));
		expect(genuine.filter((title) => !shown().includes(title))).toEqual([]);
		expect(notifier.stats().raised).toBe(HOSTILE / GENUINE_EVERY + 120 + 1);
		expect(ownP0Ms).toBeLessThan(1000);
		await annotate(`MiB of heap after each 25,000 requests: ${heap.map((mib) => mib.toFixed(1)).join(", ")}`);
		expect(Math.abs((heap[3] ?? 0) - (heap[1] ?? 0))).toBeLessThan(4);
	});
});

describe("a flood", () => {
	it("that knows a page's origin, where no tokens are asked for, gets no more than the limit of all through", async () => {
		const clock = createVirtualClock();
		const writer = createWriter();
		const relay = createRelay({ notifier: writer, origins: ORIGINS, clock, alertsPerMinute: 50 });
		for (let index = 0; index < 3000; index++) {
			await relay(toRequest(toBatch([{ severity: "P1", title: `noise ${index}` }])), toAddress(index));
			if (index % 100 === 0) await clock.advance(1900);
		}
		expect(writer.raised).toHaveLength(50);
	});

	it("from one address is answered 429 after its limit, with a time to come back", async () => {
		const clock = createVirtualClock();
		const relay = createRelay({ notifier: createWriter(), origins: ORIGINS, clock });
		const answers: Response[] = [];
		for (let index = 0; index < 130; index++) answers.push(await relay(toRequest("{"), toAddress(1)));
		expect(answers.filter(({ status }) => status === 400)).toHaveLength(120);
		expect(answers[120]?.headers.get("retry-after")).toBe("60");
		await clock.advance(60_000);
		expect((await relay(toRequest("{"), toAddress(1))).status).toBe(400);
	});
});

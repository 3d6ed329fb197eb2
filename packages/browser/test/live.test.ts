import { createPageToken } from "@dat/core/relay";
import { expect, it } from "vitest";
import { describeInChromium } from "../../../tooling/describe-in-chromium.ts";
import { useChromium } from "./world.ts";

describeInChromium("while the page lives", () => {
	const { open } = useChromium();

	it("tells how an alert ended, by one request without preflight, cookies or a lost letter", async () => {
		const { site, page } = await open();
		const outcome = await page.evaluate(() => notifier.send({ severity: "P1", title: "Zahlung 💥 fehlgeschlagen" }));
		expect(outcome).toMatchObject({ status: "delivered", channel: "alerts", attempts: 1 });
		expect(site.raised).toEqual(["Zahlung 💥 fehlgeschlagen"]);
		expect(site.asked).toMatchObject([
			{ method: "POST", type: "text/plain;charset=UTF-8", cookie: undefined, mode: "cors" },
		]);
		expect(await page.evaluate(() => notifier.stats())).toMatchObject({ raised: 1, delivered: 1, pending: 0 });
	});

	it("sends what is raised in one go in one request, worst first", async () => {
		const { site, page } = await open();
		const isFlushed = await page.evaluate(() => {
			notifier.notify({ severity: "P3", title: "third" });
			notifier.notify({ severity: "P0", title: "first" });
			notifier.notify({ severity: "P2", title: "second" });
			return notifier.flush();
		});
		expect(isFlushed).toBe(true);
		expect(site.raised).toEqual(["first", "second", "third"]);
		expect(site.asked).toHaveLength(1);
	});

	it("keeps an alert while the relay is down, and delivers it once it is up", async () => {
		const { site, page } = await open();
		site.fault = "down";
		await page.evaluate(() => void notifier.notify({ severity: "P1", title: "patient" }));
		await site.sawRequest(() => true);
		site.fault = undefined;
		await site.arrived("patient");
		expect(await page.evaluate(() => notifier.flush())).toBe(true);
		expect(site.raised).toEqual(["patient"]);
	});

	it("lets a storm cost a handful of alerts, tells how many it held back, and a P0 in it arrives", async () => {
		const { site, page } = await open({ options: { throttle: {} } });
		const stats = await page.evaluate(async () => {
			for (let index = 0; index < 10_000; index++) {
				notifier.notify({ severity: "P1", title: `Payment ${100_000 + index} failed` });
				if (index === 5000) notifier.notify({ severity: "P0", title: "Shop is down" });
			}
			await notifier.close();
			return notifier.stats();
		});
		await site.arrived("Shop is down", "9997 more held back in the page");
		expect(site.raised).toHaveLength(5);
		expect(stats).toMatchObject({ raised: 10_001, delivered: 4, suppressed: 9997, pending: 0 });
	});

	it("works in a worker, which has no beacon", async () => {
		const { site, page } = await open({
			files: {
				"/worker.js": `importScripts("/dat.js");
				onmessage = async ({ data }) => {
					const notifier = dat.createNotifier({ relay: data, store: dat.createStore() });
					dat.captureErrors(notifier);
					postMessage(await notifier.send({ severity: "P1", title: "from a worker" }));
					setTimeout(() => { throw new Error("in a worker"); });
				};`,
			},
		});
		const outcome = await page.evaluate(
			(relay) =>
				new Promise((resolve) => {
					const worker = new Worker("/worker.js");
					worker.onmessage = ({ data }) => resolve(data);
					worker.postMessage(relay);
				}),
			site.relay,
		);
		expect(outcome).toMatchObject({ status: "delivered" });
		await site.arrived("from a worker", "Error: in a worker");
	});

	it("asks for a page token, and for a new one when it is refused", async () => {
		const key = "k".repeat(32);
		const { site, page } = await open({ tokenKey: key });
		const fresh = await createPageToken({ key });
		const seen = await page.evaluate(
			async ({ relay, fresh }) => {
				const tokens = ["1.1.stale.token", fresh];
				const own = dat.createNotifier({ relay, token: async () => tokens.shift() ?? "" });
				return own.send({ severity: "P1", title: "let in" });
			},
			{ relay: site.relay, fresh },
		);
		expect(seen).toMatchObject({ status: "delivered", attempts: 2 });
		expect(site.asked).toHaveLength(2);
	});

	it("drops what the relay refuses, says so once, and probe() says why", async () => {
		const { site, page } = await open({ origins: ["https://elsewhere.example"] });
		const said: string[] = [];
		page.on("console", (message) => said.push(message.text()));
		expect(await page.evaluate(() => notifier.probe())).toMatchObject({
			channels: { relay: { status: "unreachable" } },
		});
		site.fault = 403;
		expect(await page.evaluate(() => notifier.send({ severity: "P1", title: "a" }))).toMatchObject({
			status: "dropped",
			reason: "rejected",
			httpStatus: 403,
		});
		await page.evaluate(() => notifier.send({ severity: "P1", title: "b" }));
		expect(said.filter((text) => text.includes("the relay refused"))).toHaveLength(1);
		expect(await page.evaluate(() => notifier.probe())).toMatchObject({
			channels: { relay: { status: "dead", detail: expect.stringContaining("add it to origins") } },
		});
	});

	it("finds a relay that is alive", async () => {
		const { page } = await open();
		expect(await page.evaluate(() => notifier.probe())).toMatchObject({ channels: { relay: { status: "alive" } } });
	});

	it("cuts an alert that is too large, and it arrives", async () => {
		const { site, page } = await open();
		const outcome = await page.evaluate(() =>
			notifier.send({
				severity: "P1",
				title: "large",
				description: "ü".repeat(16_000),
				fields: Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`field ${index}`, "💥".repeat(3000)])),
			}),
		);
		expect(outcome).toMatchObject({ status: "delivered" });
		expect(site.asked[0]?.bytes).toBeLessThan(17_000);
		expect(site.alerts[0]?.description).toMatch(/^ü+…$/);
	});

	it("refuses a webhook in place of a relay, and a relay that is no URL", async () => {
		const { page } = await open();
		const told = await page.evaluate(() =>
			["", "https://discord.com/api/webhooks/123/hush", "javascript:alert(1)", undefined].map((relay) => {
				try {
					dat.createNotifier({ relay: relay as string });
				} catch (error) {
					return String(error);
				}
				return "taken";
			}),
		);
		for (const text of told) expect(text).toMatch(/DAT_INVALID_OPTION.*write the URL of a relay/);
		expect(told.join()).not.toContain("hush");
	});

	it("says what to write in place of an option that would go wrong later", async () => {
		const { page } = await open();
		const told = await page.evaluate(() =>
			[
				{ relay: 5 },
				{ relay: new URL("https://shop.example/hush") },
				{ relay: "/alerts", token: 5 },
				{ relay: "/alerts", token: Promise.resolve("hush") },
				{ relay: "/alerts", store: {} },
				{ relay: "/alerts", enabled: "false" },
				{ relay: "/alerts", queue: { max: 0 } },
				{ relay: "/alerts", token: "t", store: dat.createStore(), enabled: false },
			].map((options) => {
				try {
					dat.createNotifier(options as unknown as Parameters<typeof dat.createNotifier>[0]);
				} catch (error) {
					return String(error);
				}
				return "taken";
			}),
		);
		expect(told).toEqual([
			expect.stringContaining("relay is not usable; write the URL of a relay"),
			expect.stringContaining("relay is not usable; write the URL of a relay"),
			expect.stringContaining("token is not usable; write a string or function"),
			expect.stringContaining("token is not usable; write a string or function"),
			expect.stringContaining("store is not usable; write a function, as createStore() makes"),
			expect.stringContaining("enabled is not usable; write a boolean"),
			expect.stringContaining("queue.max is 0; write a whole number from 1 to 10000"),
			"taken",
		]);
		// A token is a secret.
		expect(told.join()).not.toContain("hush");
	});

	it("keeps within a strict Content-Security-Policy that names the relay", async () => {
		const policy =
			"default-src 'none'; script-src 'self'; connect-src http://127.0.0.1:*; require-trusted-types-for 'script'";
		const { site, page } = await open({ headers: { "content-security-policy": policy }, hasStore: true });
		const violations = await page.evaluate(async () => {
			const seen: string[] = [];
			addEventListener("securitypolicyviolation", ({ violatedDirective }) => seen.push(violatedDirective));
			dat.captureErrors(notifier);
			await notifier.send({ severity: "P1", title: "strict" });
			return seen;
		});
		expect(violations).toEqual([]);
		expect(site.raised).toEqual(["strict"]);
	});
});

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInChromium } from "../../../tooling/describe-in-chromium.ts";
import { useChromium } from "./world.ts";

/** Kills the process that the page runs in. */
async function crash(page: Page): Promise<void> {
	const crashed = page.waitForEvent("crash");
	await page.goto("chrome://crash").catch(() => {});
	await crashed;
}

/** What is kept, read by a page of the origin. */
function readStore(page: Page): Promise<unknown[]> {
	return page.evaluate(
		() =>
			new Promise<unknown[]>((resolve) => {
				indexedDB.open("dat-alerts").onsuccess = ({ target }) => {
					const { result } = target as IDBOpenDBRequest;
					const request = result.transaction("alerts").objectStore("alerts").getAll();
					request.onsuccess = () => resolve(request.result);
				};
			}),
	);
}

describeInChromium("with a store", () => {
	const { open, visit } = useChromium();
	const hasStore = true;

	it("sends what a crashed page left on the next visit, once", async () => {
		const { site, context, page } = await open({ hasStore });
		await page.evaluate(() => {
			globalThis.fetchLater = undefined;
		});
		site.fault = "down";
		await page.evaluate(() => void notifier.notify({ severity: "P1", title: "before the crash" }));
		await site.sawRequest(() => true);
		await expect.poll(() => readStore(page)).toHaveLength(1);
		await crash(page);
		site.fault = undefined;
		const next = await context.newPage();
		await visit(next, site, { hasStore });
		await site.arrived("before the crash");
		expect(await next.evaluate(() => notifier.flush())).toBe(true);
		expect(await readStore(next)).toEqual([]);
		expect(site.raised).toEqual(["before the crash"]);
	});

	it("sends what was raised offline on a later visit, marked as late", async () => {
		const { site, context, page } = await open({ hasStore });
		await context.setOffline(true);
		await page.evaluate(() => {
			const { now } = Date;
			Date.now = () => now() - 300_000;
			notifier.notify({ severity: "P1", title: "from the train" });
			Date.now = now;
		});
		await expect.poll(() => readStore(page)).toHaveLength(1);
		await page.close();
		await context.setOffline(false);
		await visit(await context.newPage(), site, { hasStore });
		await site.arrived("from the train");
		expect(site.alerts[0]?.footer).toContain("5 min late");
	});

	it("sends what was raised offline as soon as the network is back", async () => {
		const { site, context, page } = await open({ hasStore });
		await context.setOffline(true);
		await page.evaluate(() => void notifier.notify({ severity: "P1", title: "in a tunnel" }));
		await context.setOffline(false);
		await site.arrived("in a tunnel");
	});

	it("lets one of several tabs deliver what is left", async () => {
		const { site, context, page } = await open({ hasStore });
		await page.evaluate(() => {
			globalThis.fetchLater = undefined;
		});
		site.fault = "down";
		await page.evaluate(() => {
			for (const title of ["one", "two", "three"]) notifier.notify({ severity: "P1", title });
		});
		await site.sawRequest(() => true);
		// A request may be under way before the disk has the last of them.
		await expect.poll(() => readStore(page)).toHaveLength(3);
		await crash(page);
		site.fault = undefined;
		const before = site.asked.length;
		const tabs = await Promise.all([1, 2, 3].map(() => context.newPage()));
		await Promise.all(tabs.map((tab) => visit(tab, site, { hasStore })));
		await site.arrived("one", "two", "three");
		for (const tab of tabs) expect(await tab.evaluate(() => notifier.flush())).toBe(true);
		expect(site.raised.toSorted()).toEqual(["one", "three", "two"]);
		expect(site.asked.length - before).toBe(1);
	});

	it("leaves to a living tab what that still tries to send", async () => {
		const { site, context, page } = await open({ hasStore });
		site.fault = 503;
		await page.evaluate(() => void notifier.notify({ severity: "P1", title: "mine" }));
		await expect.poll(() => readStore(page)).toHaveLength(1);
		const other = await context.newPage();
		await visit(other, site, { hasStore });
		// Its look at what is left has ended when the lock is free again.
		await expect.poll(() => other.evaluate(async () => (await navigator.locks.query()).held?.length)).toBe(0);
		site.fault = undefined;
		expect(await page.evaluate(() => notifier.flush())).toBe(true);
		expect(await other.evaluate(() => notifier.stats().raised)).toBe(0);
		expect(site.raised).toEqual(["mine"]);
	});

	it("keeps no secret, and what another relay is to get", async () => {
		const { site, page } = await open({ hasStore });
		site.fault = 503;
		const token = `eyJ${"a".repeat(20)}.${"b".repeat(20)}.${"c".repeat(20)}`;
		await page.evaluate(
			(token) => void notifier.notify({ severity: "P1", title: "Login failed", description: token }),
			token,
		);
		await expect
			.poll(() => readStore(page))
			.toMatchObject([{ alert: { description: "[redacted]" }, relay: site.relay }]);
	});

	it("goes on in memory where storage is refused, and says so once", async () => {
		const { site, context } = await open();
		await context.addInitScript(() => {
			Object.defineProperty(globalThis, "indexedDB", {
				get: () => {
					throw new DOMException("denied", "SecurityError");
				},
			});
		});
		const page = await context.newPage();
		const said: string[] = [];
		page.on("console", (message) => said.push(message.text()));
		await visit(page, site, { hasStore });
		await page.evaluate(() => notifier.send({ severity: "P1", title: "a" }));
		await page.evaluate(() => notifier.send({ severity: "P1", title: "b" }));
		expect(site.raised).toEqual(["a", "b"]);
		expect(said).toEqual([expect.stringContaining("refuses storage")]);
	});
});

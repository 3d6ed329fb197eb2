import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { bundlePackage } from "./bundle.ts";
import { describeInChromium, launch } from "./chromium.ts";
import type { PageOptions } from "./page.ts";
import { openSite, type Site, type SiteOptions } from "./site.ts";

describeInChromium("in Chromium", () => {
	let browser: Browser;
	let script: string;
	beforeAll(async () => {
		script = await bundlePackage();
		browser = await launch();
	});
	afterAll(() => browser.close());

	/** A site, and a page of it with a notifier. */
	async function open(
		options: Partial<SiteOptions> & { page?: PageOptions } = {},
	): Promise<{ site: Site; page: Page }> {
		const { page: pageOptions, ...siteOptions } = options;
		const site = await openSite({ script, ...siteOptions });
		const context = await browser.newContext();
		onTestFinished(() => context.close());
		const page = await context.newPage();
		await visit(page, site, pageOptions);
		return { site, page };
	}

	async function visit(page: Page, site: Site, options: PageOptions = {}): Promise<void> {
		await page.goto(site.page);
		await page.evaluate(
			(given) => {
				globalThis.notifier = dat.createNotifier(given);
			},
			{ relay: site.relay, throttle: false, ...options } as const,
		);
	}

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

	it("delivers what is raised in the moment in which the tab closes", async () => {
		const { site, page } = await open();
		await page.evaluate(() => {
			addEventListener("pagehide", () => notifier.notify({ severity: "P1", title: "last words" }));
		});
		await page.close({ runBeforeUnload: true });
		await site.arrived("last words");
		expect(site.asked.map(({ method }) => method)).not.toContain("OPTIONS");
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
});

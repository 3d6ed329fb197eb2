import type { BrowserContext, Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInChromium } from "../../../tooling/describe-in-chromium.ts";
import type { Site } from "./site.ts";
import { useChromium } from "./world.ts";

const REPETITIONS = 30;

/** Leaves the page for good, or for a while. */
const WAYS: Readonly<Record<string, (page: Page, site: Site) => Promise<unknown>>> = {
	"the tab is closed": (page) => page.close({ runBeforeUnload: true }),
	"the page closes itself": (page) =>
		page.evaluate(() => {
			setTimeout(() => close());
		}),
	"another page of the site is opened": (page, site) => page.goto(`${site.page}other`),
	"another site is opened": (page, site) => page.goto(site.relay),
	"the page is reloaded": (page) => page.reload(),
};

/** A window that its own script may close. */
async function openWindow(context: BrowserContext): Promise<Page> {
	const [opener] = context.pages();
	const popup = context.waitForEvent("page");
	await opener?.evaluate(() => void open("/", "_blank", "popup"));
	return popup;
}

/** A page that raises what its URL says when it is hidden. */
const TAB = `<!doctype html><script src="/dat.js"></script><script>
const asked = new URLSearchParams(location.search);
const notifier = dat.createNotifier({ relay: asked.get("relay"), throttle: false });
const raise = (title) => notifier.notify({ severity: "P1", title });
addEventListener("visibilitychange", () => raise(asked.get("title")));
raise("seen " + asked.get("title"));
</script>`;

describeInChromium("an alert of the last moment", () => {
	const { open, visit } = useChromium();

	it.each(Object.entries(WAYS))(`arrives ${REPETITIONS} of ${REPETITIONS} times when %s`, async (way, leave) => {
		const { site, context } = await open({ delayMs: 100 });
		const titles = Array.from({ length: REPETITIONS }, (_, index) => `last words ${index}`);
		for (const title of titles) {
			const page = way === "the page closes itself" ? await openWindow(context) : await context.newPage();
			await visit(page, site);
			await page.evaluate((title) => {
				addEventListener("pagehide", () => notifier.notify({ severity: "P1", title }));
			}, title);
			await leave(page, site);
			await site.arrived(title);
			await page.close();
		}
		expect(site.raised.toSorted()).toEqual(titles.toSorted());
		expect(site.asked.map(({ method }) => method)).not.toContain("OPTIONS");
	});

	it(`arrives ${REPETITIONS} of ${REPETITIONS} times when another tab is shown`, async () => {
		const { site, context } = await open({ files: { "/tab": TAB } });
		// In a context that Playwright does not know: it would have every page believe that it is seen.
		const session = await context.browser()?.newBrowserCDPSession();
		if (!session) throw new Error("no browser");
		const { browserContextId } = await session.send("Target.createBrowserContext");
		const show = (url: string) => session.send("Target.createTarget", { url, browserContextId });
		const titles = Array.from({ length: REPETITIONS }, (_, index) => `hidden ${index}`);
		for (const title of titles) {
			await show(`${site.page}tab?${new URLSearchParams({ title, relay: site.relay })}`);
			await site.arrived(`seen ${title}`);
		}
		await show("about:blank");
		// Chromium tells a tab some seconds late that another one is shown.
		await site.arrived(...titles);
		await session.send("Target.disposeBrowserContext", { browserContextId });
		expect(new Set(site.raised)).toHaveLength(2 * REPETITIONS);
	});

	it("arrives when the page's process dies before it could send it, where the browser can hold it", async () => {
		const { site, page } = await open();
		expect(await page.evaluate(() => typeof fetchLater)).toBe("function");
		site.fault = 503;
		await page.evaluate(() => void notifier.notify({ severity: "P1", title: "insured" }));
		await site.sawRequest(() => true);
		site.fault = undefined;
		await page.goto("chrome://crash").catch(() => {});
		await site.arrived("insured");
	});

	it("arrives when the page goes into the back/forward cache, which goes on as if nothing had been", async () => {
		const { site, page } = await open({ hasStore: true });
		await page.evaluate(() => {
			addEventListener("pagehide", () => notifier.notify({ severity: "P1", title: "away" }), { once: true });
			addEventListener("pageshow", ({ persisted }) => notifier.notify({ severity: "P1", title: `back, ${persisted}` }));
		});
		await page.goto(`${site.page}other`);
		await site.arrived("away");
		await page.goBack({ waitUntil: "commit" });
		await site.arrived("back, true");
		expect(await page.evaluate(() => notifier.flush())).toBe(true);
		expect(site.raised).toEqual(["away", "back, true"]);
	});

	it("goes worst first in a beacon of at most 64 KiB, and the store keeps the rest", async () => {
		const { site, page } = await open({ hasStore: true });
		await page.evaluate(() => {
			const large = "x".repeat(3000);
			addEventListener("pagehide", () => {
				for (let index = 0; index < 30; index++)
					notifier.notify({ severity: index % 3 === 0 ? "P1" : "DEV", title: `number ${index}`, description: large });
			});
		});
		await page.goto(`${site.page}other`);
		const isBeacon = ({ mode }: { readonly mode: string | undefined }) => mode === "no-cors";
		await site.sawRequest(isBeacon);
		await site.arrived(...Array.from({ length: 10 }, (_, index) => `number ${3 * index}`));
		// When the page is frozen only after the first has arrived, the browser has room for what that one left.
		const bytes = site.asked.filter(isBeacon).map((beacon) => beacon.bytes);
		expect(bytes[0]).toBeGreaterThan(55_000);
		expect(Math.max(...bytes)).toBeLessThanOrEqual(65_536);
		await visit(page, site, { hasStore: true });
		await site.arrived(...Array.from({ length: 30 }, (_, index) => `number ${index}`));
		expect(site.raised).toHaveLength(30);
	});
});

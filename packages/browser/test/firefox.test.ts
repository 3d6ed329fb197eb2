import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundlePackage } from "./bundle.ts";
import { FIREFOX, type Firefox, launchFirefox, type Tab } from "./firefox.ts";
import { openSite, type Site, type SiteOptions } from "./site.ts";

const REPETITIONS = 5;

/** Leaves the page for good, or for a while. */
const WAYS: Readonly<Record<string, (tab: Tab, site: Site) => Promise<unknown>>> = {
	"another page of the site is opened": (tab, site) => tab.goto(`${site.page}other`),
	"another site is opened": (tab, site) => tab.goto(site.relay),
	"the page is reloaded": (tab) => tab.reload(),
};

// Left out, and counted as such, where there is none: not every system can install one.
describe.skipIf(FIREFOX === undefined)("in Firefox", () => {
	let firefox: Firefox;
	let script: string;
	beforeAll(async () => {
		script = await bundlePackage();
		firefox = await launchFirefox();
	}, 120_000);
	afterAll(() => firefox?.close());

	const openIt = (options: Partial<SiteOptions> = {}) => openSite({ script, ...options });

	async function visit(site: Site, hasStore = false): Promise<Tab> {
		const tab = await firefox.open(site.page);
		await start(tab, site, hasStore);
		return tab;
	}

	const start = (tab: Tab, site: Site, hasStore = false) =>
		tab.evaluate(
			`void (globalThis.notifier = dat.createNotifier({ relay: "${site.relay}", throttle: false ${hasStore ? ", store: dat.createStore()" : ""} }))`,
		);

	it("tells how an alert ended, by one request without preflight", async () => {
		const site = await openIt();
		const tab = await visit(site);
		expect(await tab.evaluate(`notifier.send({ severity: "P1", title: "Zahlung 💥 fehlgeschlagen" })`)).toMatchObject({
			status: "delivered",
		});
		expect(site.raised).toEqual(["Zahlung 💥 fehlgeschlagen"]);
		expect(site.asked).toMatchObject([{ method: "POST", type: "text/plain;charset=UTF-8", mode: "cors" }]);
		await tab.close();
	});

	it("names its origin to the relay even where the page sends no referrer", async () => {
		const site = await openIt({ headers: { "referrer-policy": "no-referrer" } });
		const tab = await visit(site);
		expect(await tab.evaluate(`notifier.send({ severity: "P1", title: "quiet" })`)).toMatchObject({
			status: "delivered",
		});
		await tab.close();
	});

	it.each(Object.entries(WAYS))(
		`delivers the last words ${REPETITIONS} of ${REPETITIONS} times when %s`,
		async (_, leave) => {
			const site = await openIt({ delayMs: 100 });
			const titles = Array.from({ length: REPETITIONS }, (_, index) => `last words ${index}`);
			for (const title of titles) {
				const tab = await visit(site);
				await tab.evaluate(
					`void addEventListener("pagehide", () => notifier.notify({ severity: "P1", title: "${title}" }))`,
				);
				await leave(tab, site);
				await site.arrived(title);
				await tab.close().catch(() => {});
			}
			expect(site.raised.toSorted()).toEqual(titles.toSorted());
			expect(site.asked.map(({ method }) => method)).not.toContain("OPTIONS");
		},
	);

	it(`delivers what was raised just before the tab is closed, ${REPETITIONS} of ${REPETITIONS} times`, async () => {
		// What a page raises in its own `pagehide` while its tab closes, Firefox loses now and then; the store has it.
		const site = await openIt({ delayMs: 100 });
		for (let index = 0; index < REPETITIONS; index++) {
			const tab = await visit(site);
			await tab.evaluate(`void notifier.notify({ severity: "P1", title: "just before ${index}" })`);
			await tab.close();
			await site.arrived(`just before ${index}`);
		}
		expect(site.raised).toHaveLength(REPETITIONS);
	});

	it("sends what was left on the next visit, and captures errors", async () => {
		const site = await openIt();
		site.fault = "down";
		const tab = await visit(site, true);
		await tab.evaluate(`void notifier.notify({ severity: "P1", title: "patient" })`);
		await site.sawRequest(() => true);
		await tab.close();
		site.fault = undefined;
		const next = await visit(site, true);
		await site.arrived("patient");
		await next.evaluate(`void (dat.captureErrors(notifier), setTimeout(() => { throw new TypeError("in a timer"); }))`);
		await site.arrived("TypeError: in a timer");
		expect(site.raised).toHaveLength(2);
		await next.close();
	});

	it("goes into the back/forward cache and on from there", async () => {
		const site = await openIt();
		const tab = await visit(site, true);
		await tab.evaluate(
			`void addEventListener("pageshow", ({ persisted }) => notifier.notify({ severity: "P1", title: "back, " + persisted }))`,
		);
		// Firefox keeps no page that holds a lock, as this one does while it looks at what is left.
		await expect.poll(() => tab.evaluate("navigator.locks.query().then(({ held }) => held.length)")).toBe(0);
		await tab.goto(`${site.page}other`);
		await tab.back();
		await site.arrived("back, true");
		await tab.close();
	});
});

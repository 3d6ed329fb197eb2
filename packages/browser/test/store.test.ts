import { expect, it } from "vitest";
import { describeInChromium } from "./chromium.ts";
import { useChromium } from "./world.ts";

describeInChromium("with a store", () => {
	const { open, visit } = useChromium();

	it("sends what a crashed page left on the next visit, once", async () => {
		const { site, context, page } = await open({ hasStore: true });
		site.fault = "down";
		await page.evaluate(() => void notifier.notify({ severity: "P1", title: "before the crash" }));
		await site.sawRequest(() => true);
		const crashed = page.waitForEvent("crash");
		await page.goto("chrome://crash").catch(() => {});
		await crashed;
		site.fault = undefined;
		const next = await context.newPage();
		await visit(next, site, { hasStore: true });
		await site.arrived("before the crash");
		expect(await next.evaluate(() => notifier.flush())).toBe(true);
		await visit(next, site, { hasStore: true });
		await next.waitForTimeout(500);
		expect(site.raised).toEqual(["before the crash"]);
	});
});

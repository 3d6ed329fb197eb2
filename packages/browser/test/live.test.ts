import { expect, it } from "vitest";
import { describeInChromium } from "./chromium.ts";
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
});

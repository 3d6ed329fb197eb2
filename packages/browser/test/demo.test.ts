import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { type DemoPage, openPage } from "../../../tooling/demo/page.ts";
import { type OpenedSandbox, openSandbox } from "../../../tooling/demo/sandbox.ts";
import { describeInChromium, PATIENCE_MS } from "../../../tooling/describe-in-chromium.ts";
import { launchChromium } from "../../../tooling/launch-chromium.ts";

describeInChromium("the page of npm start", () => {
	let opened: OpenedSandbox;
	let demo: DemoPage;
	let browser: Browser;
	let page: Page;
	const press = (id: string): Promise<void> => page.click(`#${id}`);
	const says = (id: string, text: string): Promise<void> =>
		page.locator(`#${id} li`, { hasText: text }).first().waitFor();

	beforeAll(async () => {
		opened = await openSandbox(0);
		demo = await openPage(opened, 0);
		browser = await launchChromium();
		page = await browser.newPage();
		page.setDefaultTimeout(PATIENCE_MS);
		await page.goto(demo.url);
	});
	afterAll(async () => {
		await browser?.close();
		await demo?.close();
		await opened?.server.close();
	});

	it("raises, throws and rejects, and shows what the sandbox received", async () => {
		await press("raise");
		await press("throw");
		await press("reject");
		await says("received", "Checkout failed");
		await says("received", "TypeError: cart.items is undefined");
		await says("received", "the payment form did not load");
		await says("outcomes", "taken by the relay");
	});

	it("makes one line of a storm", async () => {
		await press("storm");
		await says("received", "Image 100000 did not load");
		await says("outcomes", "9997 held back here");
	});

	it("gets the last words of a page that closes", async () => {
		await press("close");
		await says("received", "Last words of a page that closed");
	});

	it("keeps what is raised offline, over a reload too", async () => {
		await press("offline");
		await page.locator("#network").waitFor();
		await page.evaluate(() => {
			setTimeout(() => {
				throw new RangeError("raised offline");
			});
		});
		await says("outcomes", "on its way");
		await page.reload();
		await page.locator("#network").waitFor();
		await press("offline");
		await says("received", "RangeError: raised offline");
	});
});

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { openPage } from "../../../tooling/demo/page.ts";
import { openSandbox } from "../../../tooling/demo/sandbox.ts";
import { describeInChromium, PATIENCE_MS } from "../../../tooling/describe-in-chromium.ts";
import { launchChromium } from "../../../tooling/launch-chromium.ts";

/** A line of one of the page's lists: a title, and where it is. */
type Line = readonly [title: string, where: string];

/** The demo as `npm start` opens it. */
interface Demo {
	readonly page: Page;
	readonly faults: readonly string[];
	/** Titles of what the sandbox has, without the audit's lines, which have none. */
	titles(): string[];
}

const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: PATIENCE_MS });

function readLines(page: Page, list: "outcomes" | "received"): Promise<Line[]> {
	return page.evaluate(
		(id) =>
			[...document.querySelectorAll(`#${id} li`)].map(
				({ firstChild, lastChild }): Line => [`${firstChild?.textContent}`, `${lastChild?.textContent}`],
			),
		list,
	);
}

describeInChromium("the page of `npm start`", () => {
	let browser: Browser;
	beforeAll(async () => {
		browser = await launchChromium();
	});
	afterAll(() => browser?.close());

	const open = async (): Promise<Demo> => {
		const opened = await openSandbox(0);
		const demo = await openPage(opened, 0);
		const context = await browser.newContext();
		onTestFinished(async () => {
			await context.close();
			await demo.close();
			await opened.server.close();
		});
		const page = await context.newPage();
		const faults: string[] = [];
		page.on("pageerror", ({ message }) => faults.push(message));
		page.on("console", (message) => {
			if (message.text().includes("Content Security Policy")) faults.push(message.text());
		});
		await page.goto(demo.url);
		const titles = (): string[] =>
			opened.sandbox
				.messages()
				.flatMap(({ body }) => (body["embeds"] as { title?: string }[]).map(({ title }) => title ?? ""))
				.filter(Boolean);
		return { page, faults, titles };
	};

	it("raises, throws and rejects, and shows that each has arrived in the sandbox", async () => {
		const { page, faults, titles } = await open();
		for (const button of ["raise", "throw", "reject"]) await page.click(`#${button}`);
		const arrived = [
			["🟠 P1 · Checkout failed", "#alerts"],
			["🟡 P2 · TypeError: cart.items is undefined", "#info"],
			["🟡 P2 · Unhandled rejection: Error: the payment form did not load", "#info"],
		];
		await eventually(async () => (await readLines(page, "received")).toSorted()).toEqual(arrived.toSorted());
		expect(titles().toSorted()).toEqual(arrived.map(([title]) => title).toSorted());
		await expect
			.poll(async () => (await readLines(page, "outcomes")).map(([, ending]) => ending))
			.toEqual(Array.from({ length: 3 }, () => "taken by the relay"));
		// What is thrown on purpose is all that goes wrong, and the policy forbids nothing that the page does.
		expect(faults).toEqual(["cart.items is undefined", "the payment form did not load"]);
	});

	it("lets a storm cost three alerts, and shows it as one line", async () => {
		const { page, titles } = await open();
		await page.click("#storm");
		await eventually(() => titles().length).toBe(3);
		expect(await readLines(page, "outcomes")).toContainEqual(["Image … did not load", "9,997 held back here"]);
	});

	it("delivers the last words of a window that closes itself", async () => {
		const { page, titles } = await open();
		const opens = page.waitForEvent("popup");
		await page.click("#close");
		const popup = await opens;
		if (!popup.isClosed()) await popup.waitForEvent("close");
		await eventually(titles).toEqual([expect.stringContaining("Last words of a page that closed")]);
	});

	it("keeps what is raised offline, over a reload, until it goes online", async () => {
		const { page, titles } = await open();
		await page.click("#offline");
		await page.waitForSelector("#network:not([hidden])");
		await page.click("#raise");
		await eventually(() => readLines(page, "outcomes")).toEqual([["Checkout failed", "on its way"]]);
		await page.reload();
		await page.waitForSelector("#network:not([hidden])");
		expect(titles()).toEqual([]);
		await page.click("#offline");
		await eventually(titles).toEqual([expect.stringContaining("Checkout failed")]);
		await eventually(() => readLines(page, "outcomes")).toEqual([["From an earlier visit", "taken by the relay"]]);
	});

	it("fits a phone", async () => {
		const { page } = await open();
		await page.setViewportSize({ width: 320, height: 640 });
		await page.click("#throw");
		await eventually(() => readLines(page, "received")).toHaveLength(1);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	});
});

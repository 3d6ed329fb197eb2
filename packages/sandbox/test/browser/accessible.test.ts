import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInChromium } from "./chromium.ts";
import { inFeed, type Opened, openPage, UNLIMITED } from "./open-page.ts";

/** What axe finds, in words. */
async function problemsOf(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	const { violations } = await page.evaluate(() => (window as any).axe.run());
	return violations.flatMap(({ id, nodes }: axe.Result) =>
		nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
	);
}

async function fill({ post }: Opened): Promise<void> {
	await post({
		content:
			"# Report\n- one\n> two <@123456789012345678> @here `code` ||spoiler||\n```js\nlet a;\n```\n-# small <t:1764100000:R>",
		embeds: [
			{
				title: "Disk full",
				url: "https://status.example.com",
				description: "a [link](https://example.com)",
				color: 0xff0000,
				fields: [
					{ name: "host", value: "db-3", inline: true },
					{ name: "free", value: "1 %", inline: true },
				],
				footer: { text: "checkout" },
				image: { url: "https://example.com/a.png" },
			},
			{ title: "Another" },
		],
		allowed_mentions: { users: ["123456789012345678"] },
	});
	await post({ embeds: [{ title: "x".repeat(300) }] });
}

describeInChromium("the page, for everybody,", () => {
	it.each(["dark", "light"] as const)("has nothing that axe objects to, when it is %s", async (colorScheme) => {
		const opened = await openPage({ browser: { colorScheme } });
		const { page } = opened;
		expect(await problemsOf(page)).toEqual([]);
		await fill(opened);
		await inFeed(page).getByText("Disk full").waitFor();
		await inFeed(page).getByText("Must be 256 or fewer").waitFor();
		expect(await problemsOf(page)).toEqual([]);
		await page.keyboard.press("k");
		await page.keyboard.press("Enter");
		await page.getByRole("complementary", { name: /POST/ }).waitFor();
		expect(await problemsOf(page)).toEqual([]);
		await page.keyboard.press("Escape");
		await page.keyboard.press("?");
		await page.getByRole("dialog").waitFor();
		expect(await problemsOf(page)).toEqual([]);
		await page.keyboard.press("Escape");
		await page.keyboard.press("f");
		await page.getByRole("switch", { name: "Slow" }).click();
		await page.getByRole("button", { name: "1 fault on" }).waitFor();
		expect(await problemsOf(page)).toEqual([]);
	});

	it("fits a telephone, where the channels come out of the side and give the focus back", async () => {
		const opened = await openPage({ browser: { viewport: { width: 390, height: 780 } } });
		const { page } = opened;
		await fill(opened);
		await inFeed(page).getByText("Disk full").waitFor();
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
		expect(await problemsOf(page)).toEqual([]);
		const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");
		await page.getByRole("button", { name: "Channels", exact: true }).click();
		await page.getByRole("navigation", { name: "Channels" }).waitFor();
		expect(await focused()).toBe("alerts");
		expect(await problemsOf(page)).toEqual([]);
		await page.keyboard.press("Escape");
		await page.getByRole("navigation", { name: "Channels" }).waitFor({ state: "hidden" });
		expect(await page.evaluate(() => document.activeElement?.id)).toBe("channels-button");
		await page.getByRole("button", { name: "Channels", exact: true }).click();
		await page.getByRole("button", { name: "info" }).click();
		await page.getByRole("heading", { name: "Nothing in #info yet" }).waitFor();
	});

	it("tells a screen reader what arrives: one by its words, many by their number", async () => {
		const { page, post } = await openPage({ sandbox: UNLIMITED });
		const told = page.locator("p[aria-live=polite]");
		await post({ embeds: [{ title: "Database is down" }] });
		await told.getByText("alerts: Database is down.").waitFor();
		for (let index = 0; index < 12; index++) await post({ content: `${index}` });
		await post({ content: "x".repeat(2001) });
		await told.getByText(/new messages|refused/).waitFor();
	});
});

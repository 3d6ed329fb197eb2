import { createSandbox, startServer } from "@dat/sandbox";
import type { Page } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { describeInChromium } from "./chromium.ts";
import { inFeed, openPage, UNLIMITED } from "./open-page.ts";

const MANY = 50_000;

/** Rows and other nodes in the document. */
function countNodes(page: Page): Promise<{ rows: number; nodes: number }> {
	return page.evaluate(() => ({
		rows: document.querySelectorAll(".row").length,
		nodes: document.querySelectorAll("*").length,
	}));
}

describeInChromium("the page, in a storm,", () => {
	it("copes with 50,000 messages: few nodes, and all of them within reach", async () => {
		const { page, post } = await openPage({
			sandbox: UNLIMITED,
			before: (sandbox, alerts) => {
				for (let index = 0; index < MANY; index++) {
					const body = JSON.stringify({ embeds: [{ title: `Alert ${index}`, description: "x".repeat(index % 300) }] });
					void sandbox.fetch(alerts.url("https://discord.com"), {
						method: "POST",
						headers: { "content-type": "application/json" },
						body,
					});
				}
			},
		});
		await inFeed(page)
			.getByText(`Alert ${MANY - 1}`, { exact: true })
			.waitFor();
		const atEnd = await countNodes(page);
		expect(atEnd.rows).toBeLessThan(60);
		expect(atEnd.nodes).toBeLessThan(1500);
		await post({ content: "still alive" });
		await inFeed(page).getByText("still alive").waitFor();
		await page.keyboard.press("g");
		await inFeed(page).getByText("Alert 0", { exact: true }).waitFor();
		await page.locator(".scroller").evaluate((node) => node.scrollTo(0, node.scrollHeight / 2));
		await page
			.locator(".row", { hasText: /Alert 2\d{4}/ })
			.first()
			.waitFor();
		expect((await countNodes(page)).rows).toBeLessThan(60);
		await page.getByLabel("Search requests").fill("alert 31415");
		await inFeed(page).getByText("Alert 31415", { exact: true }).waitFor();
		expect(await page.locator(".row").count()).toBe(1);
	});

	it("takes 5,000 messages as they come, and shows the last", async () => {
		const { page, sandbox, alerts } = await openPage({ sandbox: UNLIMITED });
		for (let index = 0; index < 5000; index++) {
			await sandbox.fetch(alerts.url("https://discord.com"), {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify({ content: `storm ${index}` }),
			});
			if (index % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
		}
		await inFeed(page).getByText("storm 4999", { exact: true }).waitFor();
		await page.locator(".totals > div", { hasText: /stored5,000/ }).waitFor();
		expect((await countNodes(page)).rows).toBeLessThan(60);
	});

	it("says when the server is gone, keeps what it showed, and goes on when there is one again", async () => {
		const { page, post, closeServer, url } = await openPage({
			expected: /ERR_CONNECTION|ERR_INCOMPLETE|Failed to load/,
		});
		await post({ content: "before the end" });
		await inFeed(page).getByText("before the end").waitFor();
		await closeServer();
		await page.getByRole("alert").getByText("does not answer").waitFor();
		await inFeed(page).getByText("before the end").waitFor();
		const sandbox = createSandbox();
		const { port } = new URL(url);
		const webhook = sandbox.createWebhook({ channel: "alerts" });
		const again = await startServer(sandbox, { port: Number(port) });
		onTestFinished(() => again.close());
		await page.getByRole("alert").waitFor({ state: "detached" });
		await page.getByRole("heading", { name: "Nothing in #alerts yet" }).waitFor();
		await post({ content: "a new day" }, webhook);
		await inFeed(page).getByText("a new day").waitFor();
	});
});

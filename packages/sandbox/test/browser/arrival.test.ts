import { expect, it } from "vitest";
import { describeInChromium } from "./chromium.ts";
import { inFeed, openPage, UNLIMITED } from "./open-page.ts";

describeInChromium("the page, as things arrive,", () => {
	it("shows first where to send, as a URL that works", async () => {
		const { page } = await openPage();
		await page.getByRole("heading", { name: "Nothing in #alerts yet" }).waitFor();
		const url = `${await page.locator(".snippet pre").first().textContent()}`;
		await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: '{"content":"first"}' });
		await inFeed(page).getByText("first", { exact: true }).waitFor();
		expect(await page.getByText("curl -H").count()).toBe(0);
	});

	it("shows a message at once, and counts what arrives elsewhere as unread", async () => {
		const { page, post, info } = await openPage();
		await post({ content: "hello **there**", username: "checkout" });
		await page.locator(".message strong", { hasText: "there" }).waitFor();
		expect(await page.locator(".username").textContent()).toBe("checkout");
		await post({ content: "elsewhere" }, info);
		await post({ content: "again" }, info);
		await page.getByRole("button", { name: "info 2 unread" }).click();
		await inFeed(page).getByText("again").waitFor();
		expect(await page.locator(".badge").count()).toBe(0);
	});

	it("learns of webhooks that are made, with the URL to send to, and of those that are deleted", async () => {
		const { page, sandbox, url } = await openPage();
		const webhook = sandbox.createWebhook({ channel: "deploys" });
		await page.getByRole("button", { name: "deploys" }).click();
		await page.getByText(webhook.url(url), { exact: true }).waitFor();
		await fetch(webhook.url(url), { method: "DELETE" });
		await page.getByRole("button", { name: "deploys deleted" }).waitFor();
	});

	it("stays in its channel over a reload, and tells in its title what is unread", async () => {
		const { page, post, info } = await openPage();
		await post({ content: "elsewhere" }, info);
		await page.waitForFunction(() => document.title === "(1) #alerts · @dat sandbox");
		await page.getByRole("button", { name: "info 1 unread" }).click();
		await page.waitForFunction(() => document.title === "#info · @dat sandbox");
		await page.reload();
		await page.getByRole("heading", { name: "info", exact: true }).waitFor();
		await inFeed(page).getByText("elsewhere").waitFor();
	});

	it("stays at the newest, unless the reader has scrolled away, and then says how many came", async () => {
		const { page, post } = await openPage({ sandbox: UNLIMITED });
		for (let index = 0; index < 60; index++) await post({ content: `line ${index}` });
		await inFeed(page).getByText("line 59", { exact: true }).waitFor();
		await page.locator(".scroller").hover();
		await page.mouse.wheel(0, -1200);
		await page.getByRole("button", { name: "Jump to newest" }).waitFor();
		await post({ content: "one more" });
		await post({ content: "the last" });
		await page.getByRole("button", { name: "2 new messages" }).click();
		await inFeed(page).getByText("the last", { exact: true }).waitFor();
		await page.locator(".newest").waitFor({ state: "detached" });
	});
});

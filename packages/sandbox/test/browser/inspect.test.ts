import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInChromium } from "./chromium.ts";
import { inFeed, openPage, UNLIMITED } from "./open-page.ts";

/** The words of what has the focus; none where it was lost. */
function focusedText(page: Page): Promise<string> {
	return page.evaluate(() =>
		document.activeElement === document.body ? "" : `${document.activeElement?.textContent}`,
	);
}

describeInChromium("the page, for who looks closer,", () => {
	it("has request, response and headers of each, without the token", async () => {
		const { page, post, alerts } = await openPage();
		await post({ content: "<@123456789012345678> @here", username: "checkout" }, alerts, "?wait=true");
		await inFeed(page).getByText("@here").hover();
		await page.getByRole("button", { name: "Inspect request and response" }).click();
		const inspector = page.getByRole("complementary", { name: "POST 200" });
		const text = `${await inspector.textContent()}`;
		expect(text).toContain("/api/webhooks/");
		expect(text).toContain('"username": "checkout"');
		expect(text).toContain("x-ratelimit-remaining");
		expect(text).toContain("content-type");
		expect(text).toMatch(/Would ping.*no: not in allowed_mentions/);
		expect(text).not.toContain(alerts.token);
		await page.getByRole("button", { name: "Close inspector" }).click();
		await inspector.waitFor({ state: "detached" });
	});

	it("says why a request was refused", async () => {
		const { page, post } = await openPage();
		await post({ content: "x".repeat(2001) });
		await inFeed(page).getByText("Must be 2000 or fewer").waitFor();
		await page.keyboard.press("j");
		await page.keyboard.press("Enter");
		await page.getByRole("cell", { name: "content", exact: true }).waitFor();
	});

	it("leads from an edit to the message and back, and gives the focus back when it closes", async () => {
		const { page, post, alerts, url } = await openPage();
		const { id } = (await (await post({ content: "at first" }, alerts, "?wait=true")).json()) as { id: string };
		await fetch(`${alerts.url(url)}/messages/${id}`, {
			method: "PATCH",
			headers: { "content-type": "application/json" },
			body: '{"content":"later"}',
		});
		await inFeed(page).getByText("later").waitFor();
		await page.keyboard.press("k");
		await page.keyboard.press("Enter");
		await page.getByRole("button", { name: /PATCH/ }).click();
		await page.getByRole("complementary", { name: "PATCH 200" }).waitFor();
		await page.getByRole("button", { name: /POST/ }).click();
		await page.getByRole("complementary", { name: "POST 200" }).waitFor();
		await page.getByRole("button", { name: "Close inspector" }).click();
		await expect.poll(() => focusedText(page)).toContain("later");
	});

	it("copies what is shown", async () => {
		const { page, post, alerts, url } = await openPage({
			browser: { permissions: ["clipboard-read", "clipboard-write"] },
		});
		await page.getByRole("button", { name: "Copy: Webhook URL" }).click();
		await page.getByRole("button", { name: "Copied" }).waitFor();
		const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
		expect(await clipboard()).toBe(alerts.url(url));
		await post({ content: "say it's so" });
		await inFeed(page).getByText("say it's so").waitFor();
		await page.keyboard.press("j");
		await page.keyboard.press("Enter");
		await page.getByRole("button", { name: "Copy as curl" }).click();
		await page.getByRole("button", { name: "Copied" }).waitFor();
		// As the shell reads it, whether or not this machine has curl.
		const { stdout } = await promisify(execFile)("sh", ["-c", `curl() { printf '%s\\n' "$@"; }; ${await clipboard()}`]);
		expect(stdout.trim().split("\n")).toEqual([
			"-H",
			"Content-Type: application/json",
			"-d",
			`{"content":"say it's so"}`,
			alerts.url(url),
		]);
	});

	it("is driven by the keyboard alone", async () => {
		const { page, post } = await openPage({ sandbox: UNLIMITED });
		for (const content of ["one", "two", "three"]) await post({ content });
		await inFeed(page).getByText("three").waitFor();
		await page.keyboard.press("k");
		await page.keyboard.press("ArrowUp");
		await expect.poll(() => focusedText(page)).toContain("two");
		await page.keyboard.press("g");
		await expect.poll(() => focusedText(page)).toContain("one");
		await page.keyboard.press("Enter");
		await expect.poll(() => focusedText(page)).toContain("POST");
		await page.keyboard.press("Escape");
		await expect.poll(() => focusedText(page)).toContain("one");
		await page.keyboard.press("j");
		await expect.poll(() => focusedText(page)).toContain("two");
		await page.keyboard.press("/");
		await page.keyboard.type("thr");
		await page.locator(".row").waitFor();
		await page.keyboard.press("Escape");
		await inFeed(page).getByText("one", { exact: true }).waitFor();
		await page.keyboard.press("Escape");
		await page.keyboard.press("]");
		await page.getByRole("heading", { name: "Nothing in #info yet" }).waitFor();
		await page.keyboard.press("?");
		await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
		await page.keyboard.press("Escape");
		await page.getByRole("dialog").waitFor({ state: "detached" });
	});

	it("finds by text, by how it ended, and says when nothing fits", async () => {
		const { page, post } = await openPage({ sandbox: UNLIMITED });
		await post({ content: "alpha" });
		await post({ embeds: [{ title: "Beta fails" }] });
		await post({ content: "x".repeat(2001) });
		await page.locator(".refusal").waitFor();
		await page.getByLabel("Search requests").fill("BETA");
		await inFeed(page).getByText("alpha").waitFor({ state: "detached" });
		expect(await page.locator(".row").count()).toBe(1);
		await page.getByRole("button", { name: "Refused" }).click();
		await page.getByRole("heading", { name: "Nothing fits" }).waitFor();
		await page.getByRole("button", { name: "Show everything" }).click();
		await inFeed(page).getByText("alpha").waitFor();
		await page.getByRole("button", { name: "Refused" }).click();
		await inFeed(page).getByText("alpha").waitFor({ state: "detached" });
		expect(await page.locator(".row").count()).toBe(1);
	});

	it("clears everything, on every page", async () => {
		const { page, post, sandbox } = await openPage();
		const other = await page.context().newPage();
		await other.goto(page.url());
		await post({ content: "to be forgotten" });
		await inFeed(other).getByText("to be forgotten").waitFor();
		await inFeed(page).getByText("to be forgotten").waitFor();
		await page.getByRole("button", { name: "Clear everything" }).click();
		await other.getByRole("heading", { name: "Nothing in #alerts yet" }).waitFor();
		await page.getByRole("heading", { name: "Nothing in #alerts yet" }).waitFor();
		expect(sandbox.ledger).toEqual([]);
		await post({ content: "after that" });
		await inFeed(page).getByText("after that").waitFor();
	});

	it("is lit as the system says until the reader chooses, and remembers the choice", async () => {
		const { page } = await openPage({ browser: { colorScheme: "dark" } });
		const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		expect(await ground()).toBe("rgb(49, 51, 56)");
		await page.emulateMedia({ colorScheme: "light" });
		expect(await ground()).toBe("rgb(255, 255, 255)");
		await page.getByRole("button", { name: "Theme: system. Change to light" }).click();
		await page.getByRole("button", { name: "Theme: light. Change to dark" }).click();
		await page.getByRole("button", { name: "Theme: dark" }).waitFor();
		expect(await ground()).toBe("rgb(49, 51, 56)");
		await page.reload();
		await page.getByRole("button", { name: "Theme: dark" }).waitFor();
		expect(await ground()).toBe("rgb(49, 51, 56)");
	});
});

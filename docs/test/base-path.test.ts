import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { describeInChromium } from "../../tooling/describe-in-chromium.ts";
import { launchChromium } from "../../tooling/launch-chromium.ts";
import { openPage } from "./open-page.ts";
import { serveSite } from "./site.ts";

const FOLDER = fileURLToPath(new URL("../", import.meta.url));

describeInChromium("a site that is served below /dat/", () => {
	it("finds its pages, pictures, search and scripts there", async () => {
		const dist = mkdtempSync(join(tmpdir(), "dat-site-"));
		onTestFinished(() => rmSync(dist, { recursive: true, force: true }));
		const built = spawnSync("pnpm", ["exec", "vitepress", "build", "--outDir", dist], {
			cwd: FOLDER,
			encoding: "utf8",
			env: { ...process.env, NODE_ENV: "production", DOCS_BASE: "/dat/" },
		});
		expect(built.status, built.stderr).toBe(0);
		const site = await serveSite(dist, "/dat/");
		onTestFinished(() => site.close());
		const browser = await launchChromium();
		onTestFinished(() => browser.close());
		const { page, wrong } = await openPage(await browser.newContext(), site.origin);
		const missing: string[] = [];
		page.on("response", (response) => {
			if (response.status() >= 400) missing.push(response.url());
		});
		await page.goto(`${site.origin}/dat/`);
		await page.getByRole("link", { name: "First alert in three minutes" }).click();
		await page.getByRole("img", { name: "Copy Webhook URL" }).waitFor();
		await page.getByRole("link", { name: "playground", exact: true }).click();
		await page.locator(".screen").getByText("P0 · Payments down").waitFor();
		await page.getByRole("button", { name: "Search" }).click();
		await page.getByRole("searchbox").fill("parks the lane");
		await page.locator("#localsearch-list a").first().click();
		await page.waitForURL(/\/dat\/how\/rate-limits/);
		await page.locator(".lab svg").waitFor();
		expect({ wrong, missing }).toEqual({ wrong: [], missing: [] });
	});
});

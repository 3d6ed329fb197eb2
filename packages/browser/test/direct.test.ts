import { createSandbox, type Sandbox, startServer } from "@dat/sandbox";
import type { Page } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { describeInChromium } from "../../../tooling/describe-in-chromium.ts";
import { bundlePackage } from "./bundle.ts";
import { useChromium } from "./world.ts";

describeInChromium("straight to Discord", () => {
	const { open } = useChromium();

	/** A page with a webhook of a sandbox, which has no CORS unless told. */
	async function setup({ hasCors = false } = {}): Promise<{ sandbox: Sandbox; page: Page; said: string[] }> {
		const sandbox = createSandbox();
		const server = await startServer(sandbox);
		onTestFinished(() => server.close());
		const { page, context } = await open({ files: { "/direct.js": await bundlePackage("direct", "direct") } });
		const said: string[] = [];
		page.on("console", (message) => said.push(message.text()));
		if (hasCors)
			await context.route(`${server.url}/**`, async (route) => {
				const response = await route.fetch();
				await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
			});
		await page.addScriptTag({ url: "/direct.js" });
		await page.evaluate(
			(url) => {
				globalThis.notifier = direct.createNotifier({ webhooks: { default: url }, dangerouslyExposeWebhook: true });
			},
			sandbox.createWebhook({ channel: "alerts" }).url(server.url),
		);
		return { sandbox, page, said };
	}

	const titles = (sandbox: Sandbox): unknown[] =>
		sandbox.messages().flatMap(({ body }) => (body["embeds"] as { title: string }[]).map(({ title }) => title));

	it.each([true, false])(
		"delivers once and without a preflight, whether it may read the answers (%s) or not",
		async (hasCors) => {
			const { sandbox, page, said } = await setup({ hasCors });
			expect(await page.evaluate(() => notifier.send({ severity: "P1", title: "straight 💥" }))).toMatchObject({
				status: "delivered",
				attempts: 1,
			});
			expect(titles(sandbox)).toEqual([expect.stringContaining("straight 💥")]);
			expect(sandbox.ledger.map(({ method, status }) => `${method} ${status}`)).toEqual([
				"GET 200",
				expect.stringMatching(/^POST 20/),
			]);
			expect(said.join()).toContain("everybody who opens it can take");
		},
	);

	it("takes files along", async () => {
		const { sandbox, page } = await setup({ hasCors: true });
		await page.evaluate(() =>
			notifier.send({ severity: "P2", title: "with a log", files: [{ name: "app.log", data: "line 1\nline 2" }] }),
		);
		expect(sandbox.messages()[0]?.body["attachments"]).toMatchObject([{ filename: "app.log" }]);
	});

	it("says in one message what is left when the page is closed, and pings nobody with it", async () => {
		const { sandbox, page } = await setup();
		const arrived = new Promise<void>((resolve) => {
			sandbox.onRequest(() => titles(sandbox).length >= 3 && resolve());
		});
		await page.evaluate(() => {
			addEventListener("pagehide", () => {
				for (const title of ["one", "two", "three"]) notifier.notify({ severity: "P1", title });
			});
		});
		await page.close({ runBeforeUnload: true });
		await arrived;
		expect(sandbox.messages()).toHaveLength(1);
		expect(sandbox.messages()[0]?.notified.everyone).toBe(false);
	});

	it("sends nothing to Discord from a page that a test runner has made, and says so", async () => {
		const { page, said } = await setup();
		const asked: string[] = [];
		await page.route("https://discord.com/**", (route) => {
			asked.push(route.request().url());
			return route.abort();
		});
		const webhook = `https://discord.com/api/webhooks/${"1".repeat(18)}/${"t".repeat(68)}`;
		const send = (url: string, env: object) =>
			page.evaluate(
				([url, env]) => {
					Object.assign(globalThis, { process: { env } });
					return direct
						.createNotifier({ webhooks: { default: url }, dangerouslyExposeWebhook: true })
						.send({ severity: "P2", title: "from a test" }, { timeoutMs: 2000 });
				},
				[url, env] as const,
			);
		expect(await send(webhook, { VITEST: "true" })).toMatchObject({ status: "suppressed", reason: "test-guard" });
		expect(asked).toEqual([]);
		expect(said.join()).toContain("allowInTests");
		await send(webhook, {});
		expect(asked).not.toEqual([]);
	});

	it("refuses to start unless it is confirmed that the webhook may be seen", async () => {
		const { page } = await setup();
		const told = await page.evaluate(() => {
			try {
				direct.createNotifier({ webhooks: {} } as never);
			} catch (error) {
				return String(error);
			}
			return "";
		});
		expect(told).toContain("dangerouslyExposeWebhook: true");
	});
});

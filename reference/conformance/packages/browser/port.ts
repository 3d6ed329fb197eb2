// Drives @dat/browser in a page of a real Chromium, in its direct mode: that one has all of core.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { NotifierOptions } from "@dat/node";
import { chromium, type Page } from "playwright-core";
import { speak } from "../speak.ts";

const SCRIPT = readFileSync(new URL("build/page.js", import.meta.url), "utf8");

// Of `service.ts`: one Chromium for all cases, and for each a profile of its own.
const browser = await chromium.connect(process.env["CHROMIUM_SERVER"] ?? "");
const page = await openPage();
// The kit's signal closes the page as a person would.
process.once("SIGTERM", async () => {
	const closed = page.waitForEvent("close");
	await page.close({ runBeforeUnload: true });
	await closed;
	await leave();
	process.exit(0);
});

speak(
	{
		perform: (command) => page.evaluate((it) => driven.perform(it), command),
		end: () => page.evaluate(() => driven.end()),
	},
	leave,
);

async function leave(): Promise<void> {
	await browser.close();
}

/** A page of an http origin, whose console is this program's stderr. */
async function openPage(): Promise<Page> {
	const server = createServer((_, response) => {
		response.writeHead(200, { "content-type": "text/html;charset=utf-8" }).end("<!doctype html><title>alerts</title>");
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const page = await (await browser.newContext()).newPage();
	// What the browser itself notes there has no arguments; it names every URL that a page could not load.
	page.on("console", (message) => message.args().length > 0 && process.stderr.write(`${message.text()}\n`));
	page.on("pageerror", (error) => process.stderr.write(`${error.stack}\n`));
	await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
	await page.addScriptTag({ content: SCRIPT });
	await page.evaluate((defaults) => begin(defaults), readDefaults(process.env));
	return page;
}

/** A page has no environment: whoever makes it gives it options. */
function readDefaults(env: NodeJS.ProcessEnv): NotifierOptions {
	const { DISCORD_API_BASE: apiBase, DISCORD_WEBHOOK: webhook, DAT_THROTTLE_MAX: max } = env;
	return {
		...(apiBase && { apiBase }),
		...(webhook && { webhooks: { default: webhook } }),
		...(max === "0" && { throttle: false }),
	};
}

import { createSandbox, type Sandbox, type SandboxOptions, startServer, type WebhookHandle } from "@dat/sandbox";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { PATIENCE_MS } from "../../../../tooling/describe-in-chromium.ts";
import { theBrowser } from "./chromium.ts";

/** What a test of the page needs. */
export interface Opened {
	readonly page: Page;
	readonly sandbox: Sandbox;
	readonly url: string;
	readonly alerts: WebhookHandle;
	readonly info: WebhookHandle;
	/** Posts JSON to a webhook over HTTP, as a program would. */
	post(body: object, webhook?: WebhookHandle, query?: string): Promise<Response>;
	/** Closes the server, as a program that ends. */
	closeServer(): Promise<void>;
}

/** How a page is opened. */
export interface OpenOptions {
	readonly sandbox?: SandboxOptions;
	readonly browser?: BrowserContextOptions;
	readonly path?: string;
	/** Complaints of the browser that the test provokes on purpose. */
	readonly expected?: RegExp;
	/** Called before the page is opened. */
	readonly before?: (sandbox: Sandbox, alerts: WebhookHandle) => void;
}

/** No limit gets into the way of a test that is not about limits. */
export const UNLIMITED = { limits: { bucket: false, channel: false, global: false } } as const;

/** A sandbox on a socket and its page in a browser; at the end, the page must have complained of nothing. */
export async function openPage({
	sandbox: options = {},
	browser = {},
	path = "/",
	expected,
	before,
}: OpenOptions = {}): Promise<Opened> {
	const sandbox = createSandbox(options);
	const [alerts, info] = [sandbox.createWebhook({ channel: "alerts" }), sandbox.createWebhook({ channel: "info" })];
	before?.(sandbox, alerts);
	const server = await startServer(sandbox);
	const context = await theBrowser().newContext({ viewport: { width: 1280, height: 800 }, ...browser });
	const page = await context.newPage();
	page.setDefaultTimeout(PATIENCE_MS / 3);
	const complaints = listen(page, server.url);
	onTestFinished(async () => {
		await context.close();
		await server.close();
		expect(complaints.filter((text) => !expected?.test(text))).toEqual([]);
	}, PATIENCE_MS);
	await page.goto(server.url + path);
	await page.locator(".link-state.live").waitFor({ state: "attached" });
	const post: Opened["post"] = (body, webhook = alerts, query = "") =>
		fetch(webhook.url(server.url) + query, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(body),
		});
	return { page, sandbox, url: server.url, alerts, info, post, closeServer: () => server.close() };
}

/** Where requests are shown; what is told to screen readers has the same words. */
export function inFeed(page: Page): Locator {
	return page.getByRole("feed");
}

/** Collects errors, warnings, and requests to anywhere else. */
function listen(page: Page, url: string): string[] {
	const complaints: string[] = [];
	page.on("console", (message) => {
		if (["error", "warning"].includes(message.type())) complaints.push(message.text());
	});
	page.on("pageerror", (error) => complaints.push(String(error)));
	page.on("request", (request) => {
		if (!request.url().startsWith(url)) complaints.push(`asked ${request.url()}`);
	});
	return complaints;
}

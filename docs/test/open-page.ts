import axe from "axe-core";
import type { BrowserContext, Page } from "playwright-core";

/** A page, and what went wrong in it. */
export interface OpenedPage {
	readonly page: Page;
	/** Errors in the console, exceptions, and requests to anywhere but the site. */
	readonly wrong: readonly string[];
}

/** Opens an empty page that is watched. */
export async function openPage(context: BrowserContext, origin: string): Promise<OpenedPage> {
	const page = await context.newPage();
	const wrong: string[] = [];
	page.on("console", (message) => {
		if (message.type() === "error") wrong.push(message.text());
	});
	page.on("pageerror", ({ message }) => wrong.push(message));
	page.on("request", (request) => {
		if (!request.url().startsWith(origin) && !/^(?:data|blob):/.test(request.url())) wrong.push(request.url());
	});
	return { page, wrong };
}

/** What axe finds, in words. The button that opens the search is VitePress's own: it shows a key that its name leaves out. */
export async function problemsOf(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	const { violations } = await page.evaluate(() =>
		(globalThis as unknown as { axe: typeof axe }).axe.run({ exclude: [".DocSearch-Button"] }),
	);
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
	);
}

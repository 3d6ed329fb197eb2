import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { launchChromium } from "../../../tooling/launch-chromium.ts";
import { bundlePackage } from "./bundle.ts";
import type { PageOptions } from "./page.ts";
import { openSite, type Site, type SiteOptions } from "./site.ts";

/** A site, and a page of it with a notifier. */
export interface World {
	readonly site: Site;
	readonly context: BrowserContext;
	readonly page: Page;
}

/** How a world differs from the usual one, which does not throttle and keeps nothing. */
export interface WorldOptions extends Partial<SiteOptions> {
	readonly options?: PageOptions;
	readonly hasStore?: boolean;
}

/** What a suite opens its worlds with. */
export interface Opener {
	open(options?: WorldOptions): Promise<World>;
	/** Loads a page of the site and makes a notifier in it. */
	visit(page: Page, site: Site, options?: Pick<WorldOptions, "options" | "hasStore">): Promise<void>;
}

/** One Chromium for all tests of a suite. */
export function useChromium(): Opener {
	let browser: Browser;
	let script: string;
	beforeAll(async () => {
		script = await bundlePackage();
		// Playwright would switch the back/forward cache off.
		browser = await launchChromium({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
	});
	afterAll(() => browser?.close());

	const visit: Opener["visit"] = async (page, site, { options = {}, hasStore = false } = {}) => {
		await page.goto(site.page);
		await page.evaluate(makeNotifier, {
			options: { relay: site.relay, throttle: false, ...options },
			hasStore,
		} as const);
	};
	return {
		visit,
		open: async ({ options = {}, hasStore = false, ...siteOptions } = {}) => {
			const site = await openSite({ script, ...siteOptions });
			const context = await browser.newContext();
			onTestFinished(() => context.close());
			const page = await context.newPage();
			await visit(page, site, { options, hasStore });
			return { site, context, page };
		},
	};
}

/** Runs in the page. */
export function makeNotifier({
	options,
	hasStore,
}: {
	options: PageOptions & { relay: string };
	hasStore: boolean;
}): void {
	globalThis.notifier = dat.createNotifier({ ...options, ...(hasStore && { store: dat.createStore() }) });
}

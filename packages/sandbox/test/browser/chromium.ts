import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { describeInChromium as describeInOne, PATIENCE_MS } from "../../../../tooling/describe-in-chromium.ts";
import { launchChromium } from "../../../../tooling/launch-chromium.ts";

let browser: Browser | undefined;

/** A suite with a browser of its own. */
export function describeInChromium(name: string, suite: () => void): void {
	describeInOne(name, () => {
		beforeAll(async () => {
			browser = await launchChromium();
		}, PATIENCE_MS);
		afterAll(() => browser?.close(), PATIENCE_MS);
		suite();
	});
}

/** The browser of the running suite. */
export function theBrowser(): Browser {
	if (!browser) throw new Error("only within describeInChromium");
	return browser;
}

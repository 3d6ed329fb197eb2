import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const program = process.env["CHROMIUM"] ?? PATHS.find((path) => existsSync(path));
/** A machine may be busy with other suites; nothing is measured by this. */
export const PATIENCE_MS = 180_000;

let browser: Browser | undefined;

/** A suite that drives a real browser. Without one it is skipped, which `npm test` tells; where CI is set it fails. */
export function describeInChromium(name: string, suite: () => void): void {
	describe.skipIf(!program && process.env["CI"] !== "true")(
		program ? name : `${name} (no Chromium on this machine; set CHROMIUM)`,
		{ timeout: PATIENCE_MS },
		() => {
			beforeAll(async () => {
				if (!program) throw new Error("no Chromium: install the package chromium, or set CHROMIUM to its path");
				browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu"] });
			}, PATIENCE_MS);
			afterAll(() => browser?.close(), PATIENCE_MS);
			suite();
		},
	);
}

/** The browser of the running suite. */
export function theBrowser(): Browser {
	if (!browser) throw new Error("only within describeInChromium");
	return browser;
}

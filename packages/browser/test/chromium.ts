import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { describe } from "vitest";

const FOUND = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
	(path) => path !== undefined && path !== "" && existsSync(path),
);

/** A suite that drives Chromium. Without one it is left out and says so; on CI that is a failure. */
export const describeInChromium: typeof describe | typeof describe.skip =
	FOUND !== undefined || process.env["CI"] ? describe : describe.skip;

/** A browser of its own, with the back/forward cache that Playwright would switch off. */
export async function launch(): Promise<Browser> {
	if (FOUND === undefined)
		throw new Error("no Chromium; install one (apt-get install chromium) or set CHROMIUM to its path");
	return chromium.launch({
		executablePath: FOUND,
		args: ["--no-sandbox", "--disable-gpu"],
		ignoreDefaultArgs: ["--disable-back-forward-cache"],
	});
}

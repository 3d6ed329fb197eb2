import { existsSync } from "node:fs";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { describe } from "vitest";

const PATHS = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FOUND = PATHS.find((path) => path && existsSync(path));

/** A suite that drives a real Chromium. Without one it is left out, which `npm test` tells; where CI is set it fails. */
export function describeInChromium(name: string, suite: () => void): void {
	const isLeftOut = FOUND === undefined && process.env["CI"] !== "true";
	describe.skipIf(isLeftOut)(isLeftOut ? `${name} (no Chromium on this machine; set CHROMIUM)` : name, suite);
}

/** Starts Chromium. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
	if (FOUND === undefined)
		throw new Error("no Chromium: install the package chromium, or set CHROMIUM to the path of one");
	return chromium.launch({ executablePath: FOUND, args: ["--no-sandbox", "--disable-gpu"], ...options });
}

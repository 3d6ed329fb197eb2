import { existsSync } from "node:fs";
import { type Browser, type BrowserServer, chromium, type LaunchOptions } from "playwright-core";

const PATHS = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The Chromium of this machine, if any. */
export const CHROMIUM: string | undefined = PATHS.find((path) => path && existsSync(path));

/** The same, where nothing can be done without one. */
export function requireChromium(): string {
	if (CHROMIUM === undefined)
		throw new Error("no Chromium: install the package chromium, or set CHROMIUM to the path of one");
	return CHROMIUM;
}

/** Starts Chromium. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
	return chromium.launch({ ...usual(), ...options });
}

/** Starts one that several programs may connect to. */
export async function serveChromium(): Promise<BrowserServer> {
	return chromium.launchServer({ ...usual(), host: "127.0.0.1" });
}

function usual(): LaunchOptions {
	return { executablePath: requireChromium(), args: ["--no-sandbox", "--disable-gpu"] };
}

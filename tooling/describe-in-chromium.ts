import { describe } from "vitest";
import { CHROMIUM } from "./launch-chromium.ts";

/** A machine may be busy with other suites; nothing is measured by this. */
export const PATIENCE_MS = 180_000;

/** A suite that drives a real Chromium. Without one it is left out, which `npm test` tells; where CI is set it fails. */
export function describeInChromium(name: string, suite: () => void): void {
	const isLeftOut = CHROMIUM === undefined && process.env["CI"] !== "true";
	const told = isLeftOut ? `${name} (no Chromium on this machine; set CHROMIUM)` : name;
	describe.skipIf(isLeftOut)(told, { timeout: PATIENCE_MS }, suite);
}

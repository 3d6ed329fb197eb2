import { requireChromium } from "../../../../tooling/launch-chromium.ts";

try {
	requireChromium();
} catch (error) {
	process.stderr.write(`${(error as Error).message}\n`);
	process.exitCode = 1;
}

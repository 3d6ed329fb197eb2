// The Chromium in which the cases have their pages. Ends by a signal of the kit, as all that it started does.
import { serveChromium } from "../../../../tooling/launch-chromium.ts";

const server = await serveChromium();
process.stdout.write(`${JSON.stringify({ CHROMIUM_SERVER: server.wsEndpoint() })}\n`);

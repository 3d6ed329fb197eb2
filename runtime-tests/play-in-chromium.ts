import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createNotifier } from "@dat/node";
import { createRelay, toNodeHandler } from "@dat/node/http";
import { requireChromium } from "../tooling/launch-chromium.ts";
import type { Project } from "./project.ts";
import type { Discord } from "./scenario.ts";

/** Serves the project to a page, whose alerts go through a relay, and hears what the page tells. */
function serve({ path }: Project, relay: RequestListener, onTold: (told: string) => void): RequestListener {
	return async (request, response) => {
		const { pathname } = new URL(request.url ?? "", "http://localhost");
		if (pathname === "/alerts") return relay(request, response);
		if (pathname === "/told") {
			onTold(await text(request));
			return response.end();
		}
		const type = pathname.endsWith(".html") ? "text/html" : "text/javascript";
		const isThere = existsSync(path(pathname));
		response.writeHead(isThere ? 200 : 404, { "content-type": type });
		response.end(isThere ? readFileSync(path(pathname)) : "");
	};
}

/** Opens a page of the project, and resolves with what it tells. */
export async function playInChromium(project: Project, { webhook }: Discord, page: string): Promise<string> {
	const program = requireChromium();
	const notifier = createNotifier({ webhooks: { default: webhook }, allowInTests: true });
	const relay = toNodeHandler(createRelay({ notifier, origins: [] }));
	const profile = `--user-data-dir=${project.path("chromium", page)}`;
	const closers: (() => unknown)[] = [() => notifier.close()];
	try {
		return await new Promise<string>((resolve, reject) => {
			const server = createServer(serve(project, relay, resolve)).listen(0, "127.0.0.1", () => {
				const { port } = server.address() as AddressInfo;
				const url = `http://127.0.0.1:${port}/${page}?${new URLSearchParams({ webhook })}`;
				const browser = spawn(program, ["--headless", "--no-sandbox", "--disable-gpu", profile, url], {
					stdio: "ignore",
				});
				browser.once("error", reject).once("exit", (code) => reject(new Error(`Chromium ended with ${code}`)));
				closers.push(() => browser.kill());
			});
			closers.push(
				() => server.closeAllConnections(),
				() => server.close(),
			);
		});
	} finally {
		for (const close of closers) await close();
	}
}

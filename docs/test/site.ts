import { existsSync, globSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../.vitepress/dist", import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
	".html": "text/html",
	".js": "text/javascript",
	".css": "text/css",
	".svg": "image/svg+xml",
	".png": "image/png",
	".woff2": "font/woff2",
	".json": "application/json",
};

/** The site, as a static host serves it. */
export interface Site {
	/** Such as `http://127.0.0.1:4173`. */
	readonly origin: string;
	close(): void;
}

/** The paths of all pages that were built. */
export function listPages(): string[] {
	return globSync("**/*.html", { cwd: DIST })
		.filter((file) => file !== "404.html")
		.map((file) => `/${file.replace(/(?:index)?\.html$/, "")}`)
		.sort();
}

/** Serves what was built, with clean URLs. */
export async function serveSite(): Promise<Site> {
	const server = createServer(({ url = "/" }, response) => {
		const path = decodeURIComponent(new URL(url, "http://site").pathname);
		const file = [path, `${path}.html`, join(path, "index.html")]
			.map((each) => join(DIST, each))
			.find((each) => extname(each) !== "" && existsSync(each));
		response.statusCode = file ? 200 : 404;
		response.setHeader("content-type", TYPES[extname(file ?? ".html")] ?? "application/octet-stream");
		response.end(readFileSync(file ?? join(DIST, "404.html")));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return { origin: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

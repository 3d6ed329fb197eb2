import { existsSync, globSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const DIST = fileURLToPath(new URL("../.vitepress/dist", import.meta.url));

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

/** Serves what was built, with clean URLs. What is not below `base` is not there. */
export async function serveSite(dist: string = DIST, base = "/"): Promise<Site> {
	const server = createServer(({ url = "/" }, response) => {
		const asked = decodeURIComponent(new URL(url, "http://site").pathname);
		const path = asked.startsWith(base) ? asked.slice(base.length - 1) : "/nowhere";
		const file = [path, `${path}.html`, join(path, "index.html")]
			.map((each) => join(dist, each))
			.find((each) => extname(each) !== "" && existsSync(each));
		response.statusCode = file ? 200 : 404;
		response.setHeader("content-type", TYPES[extname(file ?? "404.html")] ?? "application/octet-stream");
		response.end(readFileSync(file ?? join(dist, "404.html")));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return { origin: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
	"/": ["index.html", "text/html; charset=utf-8"],
	"/page.js": ["page.js", "text/javascript; charset=utf-8"],
	"/page.css": ["page.css", "text/css; charset=utf-8"],
	"/icon.svg": ["icon.svg", "image/svg+xml"],
};

/** No request leaves the machine, and text of alerts can never run. */
const POLICY =
	"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const SAFE = {
	"content-security-policy": POLICY,
	"x-content-type-options": "nosniff",
	"referrer-policy": "no-referrer",
	"cache-control": "no-cache",
};

/** The built page lies beside the built server; sources look there too. */
const FOLDER = new URL(import.meta.url.endsWith(".ts") ? "../dist/web/" : "./web/", import.meta.url);

/** Serves the page. */
export async function servePage(path: string, response: ServerResponse): Promise<void> {
	const [file, type] = FILES[path.split("?")[0] ?? ""] ?? [];
	if (file === undefined || type === undefined) {
		response.writeHead(404, { "content-type": "text/plain" }).end("not found; the page is at /");
		return;
	}
	const content = await readFile(new URL(file, FOLDER)).catch(() => undefined);
	if (content === undefined)
		response.writeHead(503, { "content-type": "text/plain" }).end("the page is not built; run `pnpm build`");
	else response.writeHead(200, { "content-type": type, ...SAFE }).end(content);
}

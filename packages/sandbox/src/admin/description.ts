import { readFile } from "node:fs/promises";

/** From `src/admin` and from the chunks of `dist`, the root of the package. */
const ROOT = new URL(import.meta.url.endsWith(".ts") ? "../../" : "../", import.meta.url);

/** The OpenAPI description of the JSON API. */
export async function readDescription(): Promise<unknown> {
	return JSON.parse(await readFile(new URL("openapi.json", ROOT), "utf8"));
}

/** The version of this package. */
export async function readVersion(): Promise<string> {
	return JSON.parse(await readFile(new URL("package.json", ROOT), "utf8")).version;
}

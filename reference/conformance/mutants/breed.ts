import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readManifest } from "../src/drive/manifest.ts";
import type { Port } from "../src/drive/port.ts";
import type { Mutant } from "./mutant.ts";

const NODE_PORT = fileURLToPath(new URL("../../node", import.meta.url));

/** A mutant that can be played; `bury` removes it. */
export interface Bred {
	readonly port: Port;
	bury(): Promise<void>;
}

/** Copies the Node port and puts the mistake in. A patch that does not fit any more is an error that names it. */
export async function breed({ id, patches }: Mutant): Promise<Bred> {
	const folder = await mkdtemp(join(tmpdir(), "dat-mutant-"));
	await cp(NODE_PORT, folder, { recursive: true });
	for (const { file, find, put } of patches) {
		const path = join(folder, file);
		const parts = (await readFile(path, "utf8")).split(find);
		if (parts.length !== 2)
			throw new Error(`mutant "${id}": ${file} of reference/node has "${find}" ${parts.length - 1} times, not once`);
		await writeFile(path, parts.join(put));
	}
	return { port: readManifest(folder), bury: () => rm(folder, { recursive: true, force: true }) };
}

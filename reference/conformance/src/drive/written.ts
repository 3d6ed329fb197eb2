import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** More than this no log grows to in a case; a program's cache may. */
const MOST_BYTES = 1_000_000;

/** What a port left in a folder. */
export async function listFiles(folder: string): Promise<readonly string[]> {
	return (await readdir(folder, { recursive: true })).sort();
}

/** The texts of what is in `TMPDIR`, and of the files beside the port that changed since it was started. */
export async function readWritten(
	folder: string,
	temporary: string,
	since: Date,
): Promise<Readonly<Record<string, string>>> {
	const paths = [
		...(await listFiles(temporary)).map((name) => ({ name: `TMPDIR/${name}`, path: join(temporary, name) })),
		...(await readdir(folder)).map((name) => ({ name, path: join(folder, name), since })),
	];
	const read = await Promise.all(paths.map(readText));
	return Object.fromEntries(read.flatMap((text, index) => (text === undefined ? [] : [[paths[index]?.name, text]])));
}

interface Place {
	readonly path: string;
	readonly since?: Date;
}

/** A file may go while it is looked at. */
async function readText({ path, since = new Date(0) }: Place): Promise<string | undefined> {
	try {
		const it = await stat(path);
		const isOfInterest = it.isFile() && it.size <= MOST_BYTES && it.mtime >= since;
		return isOfInterest ? await readFile(path, "latin1") : undefined;
	} catch {
		return undefined;
	}
}

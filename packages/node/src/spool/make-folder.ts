/**
 * Makes a folder that only its user can read, and those above it. Node's own `recursive` never returns where the system
 * denies that a folder is there which it shows: below /proc, or in a working folder that was deleted (a deploy).
 *
 * @throws what the file system throws.
 */
export function makeFolder(path: string): void {
	const { existsSync, mkdirSync } = process.getBuiltinModule("node:fs");
	const { dirname } = process.getBuiltinModule("node:path");
	if (existsSync(path)) return;
	if (dirname(path) !== path) makeFolder(dirname(path));
	try {
		mkdirSync(path, { mode: 0o700 });
	} catch (error) {
		// Another process was first.
		if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
	}
}

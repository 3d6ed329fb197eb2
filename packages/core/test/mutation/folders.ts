/** The folders of core whose code is changed, and the tests that say what each of them does. */
export const FOLDERS: Readonly<Record<string, readonly string[]>> = {
	policy: ["policy"],
	delivery: ["delivery", "notifier"],
	discord: ["discord"],
};

/** The test files that bear on a folder; all of them without one. */
export function bearing(folder: string | undefined): string[] {
	const suites = folder === undefined ? Object.keys(FOLDERS) : (FOLDERS[folder] ?? []);
	return suites.map((suite) => `test/${suite}/**/*.test.ts`);
}

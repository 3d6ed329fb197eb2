/** A change to one file of the Node port. `find` is there exactly once. */
export interface Patch {
	readonly file: string;
	readonly find: string;
	readonly put: string;
}

/** The Node port with one mistake. */
export interface Mutant {
	/** What it does wrong, in a few words. */
	readonly id: string;
	/** The requirements that it breaks. */
	readonly breaks: readonly string[];
	readonly patches: readonly Patch[];
}

/** A mutant of one change. */
export function mutant(id: string, breaks: readonly string[], patch: Patch): Mutant {
	return { id, breaks: breaks.map((name) => `DAT-${name}`), patches: [patch] };
}

/** A change of one file, for mutants of one file. */
export function inFile(file: string): (find: string, put: string) => Patch {
	return (find, put) => ({ file, find, put });
}

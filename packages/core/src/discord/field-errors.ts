/** One of Discord's field errors, at its dotted path. */
export interface FieldError {
	/** Such as `embeds.0.title`; empty for the request itself. */
	readonly path: string;
	readonly message: string;
}

const MOST = 20;

/**
 * Flattens Discord's nested error tree, the v8+ shape (`{ embeds: { 0: { _errors: [...] } } }`) as well as the one that
 * unversioned URLs still answer with (`{ embeds: ["0"] }`, where list items collapse to their index). At most 20.
 */
export function flattenFieldErrors(tree: unknown): FieldError[] {
	const found: FieldError[] = [];
	walk(tree, "", found);
	return found;
}

function walk(node: unknown, path: string, found: FieldError[]): void {
	if (typeof node !== "object" || node === null || found.length >= MOST) return;
	for (const [key, value] of Object.entries(node)) {
		if (found.length >= MOST) return;
		if (key === "_errors" && Array.isArray(value)) {
			for (const leaf of value.slice(0, MOST)) found.push({ path, message: String(leaf?.message ?? leaf) });
		} else if (typeof value === "string" && Array.isArray(node)) {
			const isIndex = /^\d+$/.test(value);
			found.push({ path: isIndex ? join(path, value) : path, message: isIndex ? "refused" : value });
		} else walk(value, join(path, key), found);
	}
}

function join(path: string, key: string): string {
	return path ? `${path}.${key}` : key;
}

/** One of Discord's field errors, at its dotted path. */
export interface FieldError {
	/** Such as `embeds.0.title`; empty for the request itself. */
	readonly path: string;
	/** Discord's own words. */
	readonly message: string;
}

const MOST = 20;

/**
 * Flattens Discord's nested error tree, the v8+ shape (`{ embeds: { 0: { _errors: [...] } } }`) as well as the one that
 * unversioned URLs still answer with (`{ embeds: ["0"] }`, where list items collapse to their index). At most 20.
 */
export function flattenFieldErrors(tree: unknown, path = ""): FieldError[] {
	if (typeof tree === "string")
		return [/^\d+$/.test(tree) ? { path: `${path}.${tree}`, message: "refused" } : { path, message: tree }];
	if (typeof tree !== "object" || tree === null) return [];
	if ("message" in tree) return [{ path, message: String(tree.message) }];
	const inner = (key: string): string =>
		key === "_errors" || Array.isArray(tree) ? path : path ? `${path}.${key}` : key;
	return Object.entries(tree)
		.slice(0, MOST)
		.flatMap(([key, value]) => flattenFieldErrors(value, inner(key)))
		.slice(0, MOST);
}

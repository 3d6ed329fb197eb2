/** One leaf of Discord's error tree. */
export interface FormError {
	readonly path: readonly string[];
	readonly code: string;
	readonly message: string;
}

interface Tree {
	[key: string]: Tree | { readonly code: string; readonly message: string }[];
}

/** The body of a 400 with nested errors (facts 2.3). */
export function toErrorBody(errors: readonly FormError[]): object {
	const tree: Tree = {};
	for (const { path, code, message } of errors) {
		let node = tree;
		for (const key of path) {
			node[key] ??= {};
			node = node[key] as Tree; // only `_errors` holds a list, and no path has it
		}
		node["_errors"] = [...((node["_errors"] as []) ?? []), { code, message }];
	}
	return { message: "Invalid Form Body", code: 50035, errors: tree };
}

/**
 * The body of a 400 for old versions: field to messages. What lies deeper collapses to the key below the field, which for
 * lists is the index: `{"embeds":["0"]}`.
 */
export function toLegacyErrorBody(errors: readonly FormError[]): object {
	const body: Record<string, string[]> = {};
	for (const { path, message } of errors) {
		const [field = "_misc", below] = path;
		const text = below ?? message;
		const texts = body[field] ?? [];
		body[field] = texts.includes(text) ? texts : [...texts, text];
	}
	return body;
}

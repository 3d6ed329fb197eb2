/** One leaf of Discord's error tree. */
export interface FormError {
	readonly path: readonly string[];
	readonly code: string;
	readonly message: string;
}

/** Collects every error of a request; Discord reports them all at once. */
export interface FormErrors {
	readonly list: readonly FormError[];
	add(path: readonly (string | number)[], code: string, message: string): void;
}

/** No errors yet. */
export function createFormErrors(): FormErrors {
	const list: FormError[] = [];
	return { list, add: (path, code, message) => void list.push({ path: path.map(String), code, message }) };
}

interface Tree {
	[key: string]: Tree | { readonly code: string; readonly message: string }[];
}

/** The body of a 400 for API v8 and later (facts 2.3). */
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

/** The body of a 400 for unversioned URLs (v6): field to messages, list items collapsed to their index. */
export function toLegacyErrorBody(errors: readonly FormError[]): object {
	const body: Record<string, string[]> = {};
	for (const { path, message } of errors) {
		const [field = "_misc", index] = path;
		const text = index === undefined ? message : index;
		const texts = body[field] ?? [];
		body[field] = texts.includes(text) ? texts : [...texts, text];
	}
	return body;
}

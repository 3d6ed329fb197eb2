import type { Refusal } from "./refusal.ts";

/** The JSON that a body holds, or why it holds none. */
export function parseJson(bytes: Uint8Array): { readonly json: unknown } | Refusal {
	try {
		return { json: JSON.parse(new TextDecoder().decode(bytes)) };
	} catch {
		// The parser's own message repeats a part of the body.
		return { error: "bad_request", detail: "the body is not JSON" };
	}
}

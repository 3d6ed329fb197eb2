import type { Reply } from "../discord/reply.ts";

/** A part of a message that may be left out without losing the alert. */
export type Part = "username" | "avatar" | "urls" | "files";

/** What to do with the alerts of a message that Discord refused. */
export type RepairDecision =
	/** These alerts cannot be sent; the rest share a message again. */
	| { readonly kind: "drop"; readonly indices: readonly number[] }
	/** Once more without a part; `indices` are the alerts concerned. */
	| { readonly kind: "without"; readonly part: Part; readonly indices: readonly number[] }
	/** Discord names no embed: each alert goes alone. */
	| { readonly kind: "split" };

/**
 * Rule 5 of the design. `count` alerts shared the message, one embed each; `tried` are parts already left out of all of
 * them. A part that the alert did not cause (name, avatar, a URL, a file) is left out once; embeds that Discord names
 * are dropped; otherwise the message is split, or its single alert refused.
 */
export function decideRepair(
	reply: Extract<Reply, { kind: "rejected" }>,
	count: number,
	tried: ReadonlySet<Part>,
): RepairDecision {
	const everyone = Array.from({ length: count }, (_, index) => index);
	for (const [part, pattern] of PARTS) {
		if (tried.has(part)) continue;
		const hits = reply.errors.filter(({ path }) => pattern.test(path));
		if (part === "urls" && hits.length > 0) return { kind: "without", part, indices: embedIndices(hits, count) };
		if (hits.length > 0 || (part === "files" && TOO_LARGE(reply))) return { kind: "without", part, indices: everyone };
	}
	const named = embedIndices(reply.errors, count);
	if (named.length > 0 || count === 1) return { kind: "drop", indices: named.length > 0 ? named : everyone };
	return { kind: "split" };
}

const PARTS: readonly (readonly [Part, RegExp])[] = [
	["username", /^username\b/],
	["avatar", /^avatar_url\b/],
	["urls", /^embeds\.\d+\.(?:[a-z]+\.)?(?:icon_)?url$/],
	["files", /^(?:attachments|files)\b/],
];

const TOO_LARGE = (reply: { readonly status: number; readonly code: number | undefined }): boolean =>
	reply.status === 413 || reply.code === 40005;

function embedIndices(errors: readonly { readonly path: string }[], count: number): number[] {
	const found = new Set<number>();
	for (const { path } of errors) {
		const index = /^embeds\.(\d+)/.exec(path)?.[1];
		if (index !== undefined && Number(index) < count) found.add(Number(index));
	}
	return [...found];
}

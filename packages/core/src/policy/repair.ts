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
	const all = Array.from({ length: count }, (_, index) => index);
	const named = embedIndices(reply.errors, count);
	const found = PARTS.find(
		([part, pattern]) =>
			!tried.has(part) &&
			(reply.errors.some(({ path }) => pattern.test(path)) || (part === "files" && isTooLarge(reply))),
	);
	if (found) return { kind: "without", part: found[0], indices: found[0] === "urls" ? named : all };
	return named.length === 0 && count > 1
		? { kind: "split" }
		: { kind: "drop", indices: named.length > 0 ? named : all };
}

const PARTS: readonly (readonly [Part, RegExp])[] = [
	["username", /^username\b/],
	["avatar", /^avatar_url\b/],
	["urls", /^embeds\.\d+\.(?:[a-z]+\.)?(?:icon_)?url$/],
	["files", /^(?:attachments|files)\b/],
];

function isTooLarge({ status, code }: { readonly status: number; readonly code: number | undefined }): boolean {
	return status === 413 || code === 40005;
}

function embedIndices(errors: readonly { readonly path: string }[], count: number): number[] {
	const indices = errors.map(({ path }) => Number(/^embeds\.(\d+)/.exec(path)?.[1]));
	return [...new Set(indices)].filter((index) => index < count);
}

import type { StageWebhook } from "../../stage/webhook-name.ts";
import type { Checker, Failure } from "../check.ts";

const SLICE = 12;

/** Where a token shows in a text: plain, URL-encoded, in Base64 at each of its three alignments, or any 12 of it in a row. */
export function findLeak(text: string, { name, token }: StageWebhook): string | undefined {
	const plain = decode(text);
	for (let start = 0; start + SLICE <= token.length; start++) {
		const slice = token.slice(start, start + SLICE);
		if (text.includes(slice) || plain.includes(slice))
			return `the token of "${name}", from its character ${start + 1} on`;
	}
	const isEncoded = [0, 1, 2].some((shift) => {
		const encoded = Buffer.from("x".repeat(shift) + token).toString("base64");
		return text.includes(encoded.slice(4, -4));
	});
	return isEncoded ? `the token of "${name}" in Base64` : undefined;
}

function decode(text: string): string {
	return text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

export const noLeak: Checker<"no-leak"> = (_, { stdout, stderr, webhooks }) => scan({ stdout, stderr }, webhooks);

function scan(texts: Readonly<Record<string, string>>, webhooks: readonly StageWebhook[]): Failure | undefined {
	for (const [place, text] of Object.entries(texts)) {
		const leak = webhooks.map((webhook) => findLeak(text, webhook)).find((found) => found !== undefined);
		if (leak) return { expected: `no token in ${place}`, seen: leak };
	}
	return undefined;
}

export const noFiles: Checker<"no-files"> = (_, { files }) =>
	files.length === 0 ? undefined : { expected: "an empty TMPDIR", seen: files.slice(0, 5).join(", ") };

export const cleanFiles: Checker<"clean-files"> = (_, { written, webhooks }) => scan(written, webhooks);

export const cleanArgs: Checker<"clean-args"> = (_, { args, webhooks }) => {
	const bad = args.find((line) => webhooks.some((webhook) => findLeak(line, webhook)));
	return bad === undefined
		? undefined
		: { expected: "no token in any process's arguments", seen: `"${bad.split(" ")[0]} …" has it` };
};

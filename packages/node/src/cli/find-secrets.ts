/** Where a webhook secret stands, and how it may be shown. */
export interface Finding {
	readonly file: string;
	/** From 1. */
	readonly line: number;
	/** From 1, in UTF-16 units. */
	readonly column: number;
	/** The id with the token masked. */
	readonly shown: string;
}

const NEEDLE = "/webhooks/";
const SECRET = /\/webhooks\/(\d{17,20})\/[A-Za-z0-9._-]{60,120}/g;
const IGNORE = "dat-scan-ignore";

/** As git tells binary files: a zero byte near the start. */
const LOOKED_AT = 8000;

/** The webhook secrets in the bytes of a file. */
export function findSecrets(file: string, bytes: Buffer): Finding[] {
	// Most files end here, before they are decoded.
	if (!bytes.includes(NEEDLE) || bytes.subarray(0, LOOKED_AT).includes(0)) return [];
	return bytes
		.toString("utf8")
		.split("\n")
		.flatMap((text, index) => {
			if (text.includes(IGNORE)) return [];
			return [...text.matchAll(SECRET)].map((match) => ({
				file,
				line: index + 1,
				column: match.index + 1,
				shown: `/webhooks/${match[1]}/[redacted]`,
			}));
		});
}

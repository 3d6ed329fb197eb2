/** Where a webhook secret stands, and how it may be shown. */
export interface Finding {
	readonly file: string;
	/** From 1. */
	readonly line: number;
	/** From 1, in UTF-16 units; in a line of more than 1 MiB, from where the last piece of it began. */
	readonly column: number;
	/** The id with the token masked. */
	readonly shown: string;
}

/** Looks for webhook secrets in the bytes of one file, which may come in pieces and are never all held. */
export interface SecretFinder {
	/** False once the rest does not matter: the file is binary. */
	write(piece: Buffer): boolean;
	end(): readonly Finding[];
}

const NEEDLE = "webhooks";
/** Slashes as in URLs, in JSON that escapes them (as PHP writes it), and in query strings. */
const SECRET = /webhooks(?:\\?\/|%2F)(\d{17,20})(?:\\?\/|%2F)[A-Za-z0-9._-]{60,120}/gi;
const IGNORE = "dat-scan-ignore";

/** As git tells binary files: a zero byte near the start. */
const LOOKED_AT = 8000;

/** Most files are smaller, and are searched in one go. */
const WINDOW = 2 ** 20;

/** More than the longest secret. */
const OVERLAP = 256;

export function createSecretFinder(file: string): SecretFinder {
	// By line and webhook: where pieces overlap, one is met twice.
	const found = new Map<string, Finding>();
	let rest: Buffer = Buffer.alloc(0);
	let line = 1;
	let lookedAt = 0;
	let isBinary = false;
	let decode = (piece: Buffer): Buffer => piece;

	const examine = (bytes: Buffer): void => {
		// Most files end here, before they are decoded.
		if (!bytes.includes(NEEDLE)) return;
		for (const [index, text] of bytes.toString("utf8").split("\n").entries())
			for (const each of findInLine(text, { file, line: line + index })) found.set(`${each.line} ${each.shown}`, each);
	};
	const moveOn = (): void => {
		const lineEnd = rest.lastIndexOf("\n") + 1;
		const done = rest.subarray(0, lineEnd || rest.length);
		examine(done);
		line += countLines(done);
		rest = rest.subarray(lineEnd || rest.length - OVERLAP);
	};
	return {
		write: (given) => {
			if (lookedAt === 0 && isUtf16(given)) decode = decodeUtf16();
			const piece = decode(given);
			isBinary ||= piece.subarray(0, Math.max(0, LOOKED_AT - lookedAt)).includes(0);
			lookedAt += piece.length;
			if (isBinary) return false;
			rest = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
			if (rest.length > WINDOW) moveOn();
			return true;
		},
		end: () => {
			if (!isBinary) examine(rest);
			return [...found.values()];
		},
	};
}

/** As PowerShell writes what is redirected. */
function isUtf16(start: Buffer): boolean {
	return start[0] === 0xff && start[1] === 0xfe;
}

function decodeUtf16(): (piece: Buffer) => Buffer {
	const decoder = new TextDecoder("utf-16le");
	return (piece) => Buffer.from(decoder.decode(piece, { stream: true }));
}

function findInLine(text: string, where: Pick<Finding, "file" | "line">): Finding[] {
	if (text.includes(IGNORE)) return [];
	return [...text.matchAll(SECRET)].map((match) => ({
		...where,
		column: match.index + 1,
		shown: `webhooks/${match[1]}/[redacted]`,
	}));
}

function countLines(bytes: Buffer): number {
	let count = 0;
	for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
	return count;
}

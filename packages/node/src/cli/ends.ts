import { LIMITS } from "@dat/core";

/** Of a text that is larger than Discord takes, its beginning and, up to that limit, its end are kept. */
export const FIRST_BYTES = 65_536;
export const LAST_BYTES: number = LIMITS.fileBytes - FIRST_BYTES - 1000;

/** The first and the last bytes of a stream, however long it is. */
export interface Ends {
	write(chunk: Uint8Array): void;
	/** So many bytes come here that are not written. */
	skip(bytes: number): void;
	/** What was kept, in whole lines where there are any; a line in the middle says what was left out. */
	text(): string;
}

/** Keeps at most so many bytes of the beginning, and of the end that is at least one byte. */
export function createEnds(firstBytes: number, lastBytes: number): Ends {
	const first: Uint8Array[] = [];
	const last: Uint8Array[] = [];
	let room = firstBytes;
	let kept = 0;
	let left = 0;
	return {
		write: (chunk) => {
			if (room > 0) first.push(chunk.subarray(0, room));
			const rest = chunk.subarray(room);
			room = Math.max(0, room - chunk.length);
			last.push(rest);
			kept += rest.length;
			for (let [oldest] = last; oldest && kept - oldest.length >= lastBytes; [oldest] = last) {
				last.shift();
				kept -= oldest.length;
				left += oldest.length;
			}
		},
		skip: (bytes) => {
			left += bytes;
		},
		text: () => {
			const start = Buffer.concat(first);
			const end = Buffer.concat(last);
			const cut = Math.max(0, end.length - lastBytes);
			if (left + cut === 0) return Buffer.concat([start, end]).toString();
			// Half a line could hold half a secret, which nothing would recognize.
			const shownStart = start.subarray(0, start.lastIndexOf("\n") + 1 || start.length);
			const shownEnd = end.subarray(end.indexOf("\n", cut) + 1 || cut);
			const leftOut = left + start.length - shownStart.length + end.length - shownEnd.length;
			return `${shownStart}[${leftOut} bytes are left out here]\n${shownEnd}`;
		},
	};
}

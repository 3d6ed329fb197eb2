import { stripText } from "./text.ts";

const MARK = "…";
/** What opens a code block and closes it. */
export const FENCE = "```";

/** A family emoji is some 25 units; a grapheme larger than this is abuse and cut between code points. */
const LARGEST = 128;

/** Text of at most `max` UTF-16 units after stripping: cut between graphemes with `…`, an open code fence closed. */
export function cutText(text: string, max: number): string {
	return cutStripped(stripText(text), max);
}

/** The same of a text that is stripped. */
export function cutStripped(clean: string, max: number): string {
	if (clean.length <= max) return clean;
	const cut = cutAt(clean, max - MARK.length);
	if (cut.split(FENCE).length % 2 === 1) return stripText(cut) + MARK;
	const ending = `${MARK}\n${FENCE}`;
	const shorter = cutAt(clean, max - ending.length);
	// The shorter cut may have lost the fence that was open.
	return stripText(shorter) + (shorter.split(FENCE).length % 2 === 0 ? ending : MARK);
}

/** The longest beginning of at most `max` units that ends between graphemes. No more than that is segmented. */
function cutAt(text: string, max: number): string {
	const start = new Intl.Segmenter().segment(text.slice(0, max + LARGEST)).containing(max)?.index ?? 0;
	const end = max - start > LARGEST ? max : start;
	// Never between the halves of a surrogate pair.
	return text.slice(0, /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end);
}

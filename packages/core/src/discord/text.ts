import { UNUSABLE } from "../alert/unusable.ts";

/**
 * The white space that Discord's Python strips from both ends: not U+FEFF, which JavaScript's `trim` removes, but
 * U+001C..001F and U+0085, which it keeps (discord-net/Discord.Net #758; Python `str.strip`).
 */
const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** What a text needs to have anything to strip; nearly none has it, and this takes half as long. */
const UNUSUAL = /[^\t\n -~]|^\s|\s$/;

/** Text as Discord measures it: usable Unicode without white space around it. Its `length` is what limits count. */
export function stripText(text: string): string {
	if (!UNUSUAL.test(text)) return text;
	const usable = text.replace(UNUSABLE, "");
	let start = 0;
	let end = usable.length;
	while (SPACE.test(usable.charAt(start))) start++;
	while (SPACE.test(usable.charAt(end - 1))) end--;
	return usable.slice(start, end);
}

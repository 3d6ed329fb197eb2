/** What Python's `str.strip` removes (facts, emulator requirement 9); neither U+FEFF nor U+200B is in it. */
const SPACE = new Set([
	9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
]);
for (let code = 0x2000; code <= 0x200a; code++) SPACE.add(code);

/** Text as Discord stores it: lone surrogates dropped, white space stripped from both ends. */
export function strip(text: string): string {
	const whole = isWellFormed(text) ? text : text.replace(/\p{Surrogate}/gu, "");
	let start = 0;
	let end = whole.length;
	while (start < end && SPACE.has(whole.charCodeAt(start))) start++;
	while (end > start && SPACE.has(whole.charCodeAt(end - 1))) end--;
	return end - start === whole.length ? whole : whole.slice(start, end);
}

function isWellFormed(text: string): boolean {
	return (text as string & { isWellFormed(): boolean }).isWellFormed(); // ES2024, in every Node that is supported
}

/** Length as Python counts it: code points (a Discord maintainer in discord-api-docs #1315). */
export function count(text: string): number {
	let length = text.length;
	for (let index = 0; index < text.length - 1; index++) {
		const code = text.charCodeAt(index);
		if (code >= 0xd800 && code < 0xdc00) length--;
	}
	return length;
}

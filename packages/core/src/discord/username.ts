import { cutText } from "./cut.ts";
import { LIMITS } from "./limits.ts";
import { stripText } from "./text.ts";

/** A name Discord takes: 1 to 80 units, without `clyde` and `discord` in it, not `here` or `everyone` (facts 2.2). */
export function toUsername(name: string): string | undefined {
	const safe = stripText(name)
		.replace(/discord/gi, "disc*rd")
		.replace(/clyde/gi, "cl*de")
		.replace(/\n/g, " ");
	const cut = cutText(safe, LIMITS.username);
	return cut === "" ? undefined : /^@?(?:here|everyone)$/i.test(cut) ? `(${cut})` : cut;
}

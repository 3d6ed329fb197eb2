import { defined } from "../alert/defined.ts";
import { cutText } from "./cut.ts";
import { LIMITS } from "./limits.ts";
import type { Embed } from "./wire.ts";

/** The characters of an embed that count towards the 6000 of its message. */
export function embedSize({ title = "", description = "", fields = [], footer, author }: Embed): number {
	const ofFields = fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
	return title.length + description.length + ofFields + (footer?.text.length ?? 0) + (author?.name.length ?? 0);
}

/** The embed without the URLs, one of which Discord refused; its link is shown as text where there is room. */
export function withoutUrls({
	title,
	description = "",
	color,
	timestamp,
	fields,
	footer,
	author,
	url = "",
}: Embed): Embed {
	const bare = defined({
		title,
		color,
		timestamp,
		fields,
		footer: footer && { text: footer.text },
		author: author && { name: author.name },
	});
	const text = `${description}\n${url}`;
	const room = Math.min(LIMITS.description, LIMITS.total - embedSize(bare));
	return { ...bare, description: cutText(text, room) || "\u200b" };
}

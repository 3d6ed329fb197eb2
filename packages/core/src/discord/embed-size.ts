import { cutText } from "./cut.ts";
import { LIMITS } from "./limits.ts";
import type { Embed } from "./wire.ts";

/** The characters of an embed that count towards the 6000 of its message. */
export function embedSize({ title = "", description = "", fields = [], footer, author }: Embed): number {
	const ofFields = fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
	return title.length + description.length + ofFields + (footer?.text.length ?? 0) + (author?.name.length ?? 0);
}

/** The embed without the URLs, one of which Discord refused; its link is shown as text where there is room. */
export function withoutUrls({ url, image: _image, thumbnail: _thumbnail, footer, author, ...embed }: Embed): Embed {
	const bare: Embed = {
		...embed,
		...(footer && { footer: { text: footer.text } }),
		...(author && { author: { name: author.name } }),
	};
	if (url === undefined || embedSize(bare) + url.length + 1 > LIMITS.total) return bare;
	return { ...bare, description: cutText(`${bare.description ?? ""}\n${url}`, LIMITS.description) };
}

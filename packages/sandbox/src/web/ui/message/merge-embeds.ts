import type { Embed } from "../../model/wire.ts";

/** An embed as shown, with the images of those that share its URL. */
export interface ShownEmbed {
	readonly embed: Embed;
	readonly images: readonly string[];
	/** Embeds of the same URL that Discord's app does not show. */
	readonly swallowed: number;
}

/** Discord's app shows embeds with an equal URL as one: the first, with the images of all. */
export function mergeEmbeds(embeds: readonly Embed[]): readonly ShownEmbed[] {
	const shown: { embed: Embed; images: string[]; swallowed: number }[] = [];
	for (const embed of embeds) {
		const same = embed.url === undefined ? undefined : shown.find(({ embed: { url } }) => url === embed.url);
		const images = embed.image ? [embed.image.url] : [];
		if (!same) {
			shown.push({ embed, images, swallowed: 0 });
			continue;
		}
		same.images.push(...images);
		same.swallowed++;
	}
	return shown;
}

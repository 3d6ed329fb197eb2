import type { JSX } from "preact";
import { Link, Markdown } from "../../markdown/markdown.tsx";
import { EmbedFields } from "./embed-fields.tsx";
import type { ShownEmbed } from "./merge-embeds.ts";
import { Picture } from "./picture.tsx";

/** One embed: colour bar, author, title, text, fields, images, footer. */
export function EmbedCard({ shown: { embed, images, swallowed } }: { readonly shown: ShownEmbed }): JSX.Element {
	const { title, description, url, color, fields = [], author, thumbnail } = embed;
	return (
		<div class="embed" style={color ? { borderLeftColor: toHex(color) } : {}}>
			<div class="embed-body">
				<div class="embed-main">
					{author && (
						<div class="embed-author">
							<Link target={author.url ?? ""}>{author.name}</Link>
						</div>
					)}
					{title && (
						<div class="embed-title">
							<Link target={url ?? ""}>
								<Markdown text={title} isInline />
							</Link>
						</div>
					)}
					{description && (
						<div class="embed-text">
							<Markdown text={description} />
						</div>
					)}
					{fields.length > 0 && <EmbedFields fields={fields} hasThumbnail={thumbnail !== undefined} />}
				</div>
				{thumbnail && <Picture url={thumbnail.url} isSmall />}
			</div>
			{images.map((image) => (
				<Picture key={image} url={image} />
			))}
			<EmbedFoot embed={embed} />
			{swallowed > 0 && <div class="embed-note">{swallowed} more with the same url: Discord shows these as one</div>}
		</div>
	);
}

function EmbedFoot({ embed: { footer, timestamp } }: Pick<ShownEmbed, "embed">): JSX.Element | null {
	if (!footer && timestamp === undefined) return null;
	const date = timestamp === undefined ? undefined : new Date(timestamp);
	return (
		<div class="embed-foot">
			{footer?.text}
			{footer && date && " • "}
			{date && <time dateTime={timestamp}>{date.toLocaleString([], { dateStyle: "short", timeStyle: "short" })}</time>}
		</div>
	);
}

function toHex(color: number): string {
	return `#${color.toString(16).padStart(6, "0")}`;
}

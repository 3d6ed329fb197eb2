/** The first words of a body that was never shown: its embeds' titles, else its content. */
export function excerptOf(body: unknown): string {
	if (typeof body !== "object" || body === null) return "";
	const { content, embeds } = body as { readonly content?: unknown; readonly embeds?: unknown }; // checked where used
	const titles = Array.isArray(embeds) ? embeds.map((embed) => embed?.title ?? embed?.description) : [];
	const words = [...titles, content].filter((text) => typeof text === "string" && text !== "");
	const [first = ""] = words;
	const text = first.length > 120 ? `${first.slice(0, 120)}…` : first;
	return titles.length > 1 ? `${text} (and ${titles.length - 1} more)` : text;
}

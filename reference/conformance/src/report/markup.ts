const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text for XML and HTML; what XML cannot hold at all is shown as `?`. */
export function escapeMarkup(text: string): string {
	return text
		.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
		.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]/gu, "?");
}

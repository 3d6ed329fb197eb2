/** Query and fragment of a URL within text, up to the line and column that a stack trace adds. */
const BEHIND_PATH = /(https?:\/\/[^\s?#]+)[?#][^\s)]*?(?=(?::\d+){0,2}(?:[\s)]|$))/g;

/** Text whose URLs end with their path: what follows may be a token or a name. */
export function cleanUrls(text: string): string {
	return text.replace(BEHIND_PATH, "$1");
}

/** A page's URL with the names of its query, and without the values. */
export function cleanPageUrl({ origin, pathname, search }: URL): string {
	const names = [...new Set(new URLSearchParams(search).keys())];
	return origin + pathname + (names.length > 0 ? `?${names.join("&")}` : "");
}

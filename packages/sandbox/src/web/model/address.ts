/** The query that names a channel; every request, if there is none. */
export function toAddress(channel: string | undefined): string {
	return channel === undefined ? "?all" : `?channel=${encodeURIComponent(channel)}`;
}

/** The channel that an address names; without one, where alerts go. */
export function toChannel(search: string): string | undefined {
	const query = new URLSearchParams(search);
	return query.has("all") ? undefined : (query.get("channel") ?? "alerts");
}

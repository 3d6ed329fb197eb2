/** What happens to a page. */
export interface PageLife {
	/** It is hidden, or left: this may be the last that it hears. Called for each event that may be the last one. */
	readonly onHide: () => void;
	/** It is seen again, after the tab was switched or out of the back/forward cache; or the browser has a network again. */
	readonly onResume: () => void;
}

/** Whether the page may be discarded at any moment, without a further event. A worker has no page. */
export function isHidden(): boolean {
	return globalThis.document?.visibilityState === "hidden";
}

/**
 * Hears what happens to the page, until the returned function is called. Never `unload`, which would keep the page out of
 * the back/forward cache. A worker only hears of the network.
 */
export function watchPage({ onHide, onResume }: PageLife): () => void {
	const watching = new AbortController();
	// What happens to the document passes the window on its way down.
	const listen = (type: string, listener: () => void): void =>
		globalThis.addEventListener(type, listener, { capture: true, signal: watching.signal });
	listen("visibilitychange", () => (isHidden() ? onHide() : onResume()));
	listen("freeze", onHide);
	listen("pagehide", onHide);
	listen("pageshow", onResume);
	listen("online", onResume);
	return () => watching.abort();
}

/** What happens to a page. */
export interface PageLife {
	/** It is hidden, or left: this may be the last that it hears. Called for each event that may be the last one. */
	readonly onHide: () => void;
	/** It is seen again, after the tab was switched or out of the back/forward cache. */
	readonly onShow: () => void;
	/** The browser has a network again. */
	readonly onOnline: () => void;
}

/** Whether the page may be discarded at any moment, without a further event. */
export function isHidden(): boolean {
	return typeof document !== "undefined" && document.visibilityState === "hidden";
}

/**
 * Hears what happens to the page, until the returned function is called. Never `unload`, which would keep the page out of
 * the back/forward cache. A worker only hears of the network.
 */
export function watchPage({ onHide, onShow, onOnline }: PageLife): () => void {
	const onVisibility = (): void => (isHidden() ? onHide() : onShow());
	const page = typeof document === "undefined" ? undefined : document;
	const listen = (way: "addEventListener" | "removeEventListener"): void => {
		page?.[way]("visibilitychange", onVisibility);
		page?.[way]("freeze", onHide);
		if (page) globalThis[way]("pagehide", onHide);
		if (page) globalThis[way]("pageshow", onShow);
		globalThis[way]("online", onOnline);
	};
	listen("addEventListener");
	return () => listen("removeEventListener");
}

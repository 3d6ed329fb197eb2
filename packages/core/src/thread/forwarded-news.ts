import type { Newsroom } from "../notifier/newsroom.ts";
import type { DatEvent } from "../outcome/event.ts";

/** News for the caller's thread, where the user's callbacks are. Outcomes go with the alerts; a warning goes once. */
export function createForwardedNews(
	tell: (event: DatEvent) => void,
	isHeard: () => boolean,
	hear: (event: DatEvent) => void,
): Newsroom {
	const said = new Set<string>();
	return {
		get isHeard() {
			return isHeard();
		},
		emit: (event) => {
			hear(event);
			if (isHeard()) tell(event);
		},
		outcome: () => {},
		warn: (code, text, about = "") => {
			if (said.has(code + about)) return;
			said.add(code + about);
			tell({ type: "warning", code, text });
		},
	};
}

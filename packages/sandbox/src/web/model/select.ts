import { channelOf, isPinging, kindOf, type Row, textOf } from "./row.ts";
import type { PageState, StatusFilter } from "./state.ts";

type Filter = Pick<PageState, "channel" | "query" | "status">;

const BY_STATUS: Readonly<Record<StatusFilter, (row: Row) => boolean>> = {
	all: () => true,
	delivered: (row) => kindOf(row) === "message",
	pinged: isPinging,
	limited: (row) => row.entry.status === 429,
	refused: (row) => ["refused", "lost"].includes(kindOf(row)),
};

/** Whether a feed shows a row. A channel leaves out what only reads or changes; the feed of all requests does not. */
export function isShown(row: Row, { channel, query, status }: Filter): boolean {
	if (channel !== undefined && (channelOf(row) !== channel || kindOf(row) === "other")) return false;
	return BY_STATUS[status](row) && (query === "" || textOf(row).includes(query.toLowerCase()));
}

/**
 * Remembers the last answer, so that what arrives is looked at once: with 50,000 rows, looking at all of them for each
 * batch would be felt.
 */
export function createRowSelector(): (state: PageState) => readonly Row[] {
	let last: { readonly state: PageState; readonly shown: readonly Row[] } | undefined;
	return (state) => {
		const isSame =
			last !== undefined &&
			last.state.generation === state.generation &&
			last.state.channel === state.channel &&
			last.state.query === state.query &&
			last.state.status === state.status;
		const seen = isSame && last ? last.state.rows.length : 0;
		const fresh = state.rows.slice(seen).filter((row) => isShown(row, state));
		const before = isSame && last ? last.shown : [];
		last = { state, shown: fresh.length === 0 && isSame ? before : [...before, ...fresh] };
		return last.shown;
	};
}

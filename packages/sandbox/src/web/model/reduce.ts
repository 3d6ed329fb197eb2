import { hearAll } from "./hear.ts";
import { load } from "./load.ts";
import { EMPTY, type PageState, type Panel, type StatusFilter } from "./state.ts";
import type { Happening, Snapshot, Webhook } from "./wire.ts";

/** What can happen to the page: the server tells something, or the reader does something. */
export type Action =
	| { readonly type: "loaded"; readonly snapshot: Snapshot; readonly nowMs: number }
	| { readonly type: "heard"; readonly happenings: readonly Happening[]; readonly nowMs: number }
	| { readonly type: "lost" }
	| { readonly type: "webhooks-read"; readonly webhooks: readonly Webhook[] }
	| { readonly type: "channel-chosen"; readonly channel: string | undefined }
	| { readonly type: "searched"; readonly query: string }
	| { readonly type: "filtered"; readonly status: StatusFilter }
	| { readonly type: "selected"; readonly index: number | undefined }
	| { readonly type: "inspected"; readonly index: number | undefined }
	| { readonly type: "panel-opened"; readonly panel: Panel | undefined }
	/** The browser has closed it; another one may be open by then. */
	| { readonly type: "panel-closed"; readonly panel: Panel };

/** The page after an action. Pure. */
export function reduce(state: PageState, action: Action): PageState {
	switch (action.type) {
		case "loaded":
			return load(state, action.snapshot, action.nowMs);
		case "heard":
			return settle(hearAll(state, action.happenings, action.nowMs));
		case "lost":
			return { ...state, link: "gone" };
		case "webhooks-read":
			return { ...state, webhooks: action.webhooks };
		case "channel-chosen":
			return chooseChannel(state, action.channel);
		case "searched":
			return { ...state, query: action.query, selected: undefined };
		case "filtered":
			return { ...state, status: action.status, selected: undefined };
		case "selected":
			return state.selected === action.index ? state : { ...state, selected: action.index };
		case "inspected":
			return { ...state, selected: action.index ?? state.selected, isInspecting: action.index !== undefined };
		case "panel-opened":
			return { ...state, panel: action.panel };
		case "panel-closed":
			return state.panel === action.panel ? { ...state, panel: undefined } : state;
	}
}

function chooseChannel(state: PageState, channel: string | undefined): PageState {
	// Who sees every request has read everything.
	const unread = channel === undefined ? EMPTY.unread : { ...state.unread, [channel]: 0 };
	return { ...state, channel, unread, selected: undefined, isInspecting: false, panel: undefined };
}

/** After a reset there is nothing to inspect, and who sees every request has nothing unread. */
function settle(state: PageState): PageState {
	return {
		...state,
		...(state.rows.length === 0 && { selected: undefined, isInspecting: false }),
		...(state.channel === undefined && { unread: EMPTY.unread }),
	};
}

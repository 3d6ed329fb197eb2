import type { StandingFault } from "../../fault.ts";
import type { GaugeState } from "./gauge.ts";
import type { Row } from "./row.ts";
import type { Webhook } from "./wire.ts";

/** What a feed shows of all requests. */
export type StatusFilter = "all" | "delivered" | "pinged" | "limited" | "refused";

/** What lies over the feed. */
export type Panel = "faults" | "help" | "channels";

/** What has been counted since the last clear. */
export interface Totals {
	readonly requests: number;
	readonly stored: number;
	readonly limited: number;
	readonly refused: number;
}

/** What the server has told. */
export interface Told {
	readonly webhooks: readonly Webhook[];
	/** Oldest first. */
	readonly rows: readonly Row[];
	/** Changes whenever `rows` changed otherwise than at its end. */
	readonly generation: number;
	/** Messages per channel since it was last looked at. */
	readonly unread: Readonly<Record<string, number>>;
	readonly totals: Totals;
	/** By webhook id. */
	readonly gauges: Readonly<Record<string, GaugeState>>;
	readonly standing: readonly StandingFault[];
}

/** All that the page knows. Only `reduce` makes a new one. */
export interface PageState extends Told {
	/** Whether the server is heard. */
	readonly link: "connecting" | "live" | "gone";
	/** The channel that is shown; absent, every request is. */
	readonly channel: string | undefined;
	readonly query: string;
	readonly status: StatusFilter;
	/** The index of the row that has the focus. */
	readonly selected: number | undefined;
	readonly isInspecting: boolean;
	readonly panel: Panel | undefined;
}

/** Nothing has been heard yet. */
export const EMPTY: PageState = {
	webhooks: [],
	rows: [],
	generation: 0,
	unread: {},
	totals: { requests: 0, stored: 0, limited: 0, refused: 0 },
	gauges: {},
	standing: [],
	link: "connecting",
	channel: "alerts",
	query: "",
	status: "all",
	selected: undefined,
	isInspecting: false,
	panel: undefined,
};

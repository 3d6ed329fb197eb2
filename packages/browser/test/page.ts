import type * as directApi from "../src/direct.ts";
import type * as api from "../src/index.ts";

/** What the script of `bundle.ts` leaves in a page, and what the tests put beside it. */
declare global {
	const dat: typeof api;
	const direct: typeof directApi;
	var notifier: api.Notifier;
	var stopCapture: () => void;
}

/** The options that a page gets from a test. */
export type PageOptions = Partial<api.BrowserNotifierOptions>;

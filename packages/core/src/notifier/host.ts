import type { Platform } from "../platform/platform.ts";
import type { Spool } from "../platform/spool.ts";
import type { Newsroom } from "./newsroom.ts";

/** What an adapter gives core: the platform, and the facts of its runtime that policy asks for. */
export interface NotifierHost extends Platform {
	/** The test runner this process runs under, when `fetch` is the runtime's own (design rule 15; see `decideTestGuard`). */
	readonly testRunner?: string | undefined;
	/** Reads the webhook of a channel again, after Discord called it gone: a `…_FILE` may hold a new one by now. */
	readonly reloadWebhook?: ((channel: string) => string | undefined) | undefined;
	/** In place of core's, where the runtime has listeners of its own. */
	readonly news?: Newsroom | undefined;
	/** Tells a person something to act on; each text at most once. */
	readonly warn?: ((text: string) => void) | undefined;
	/** Draws an alert id, 32 random hex digits, where the runtime can do it faster than by `random`. */
	readonly createId?: (() => string) | undefined;
	/** Hears which alerts are about to be sent. */
	readonly onSend?: ((ids: readonly string[]) => void) | undefined;
	/** Keeps what was accepted over restarts. */
	readonly spool?: Spool | undefined;
}

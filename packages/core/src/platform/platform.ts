import type { Clock } from "./clock.ts";
import type { FetchLike } from "./fetch.ts";
import type { Random } from "./random.ts";

/** Everything core needs from outside. An adapter builds one; a test builds one with a virtual clock. */
export interface Platform {
	/** Makes each HTTP call. */
	readonly fetch: FetchLike;
	/** Tells the time, and wakes. */
	readonly clock: Clock;
	/** Draws jitter, and ids where the host draws none. */
	readonly random: Random;
	/** Sent as `User-Agent` where the platform lets us; Discord's edge refuses some library defaults (DAT-REQ-04). */
	readonly userAgent?: string | undefined;
}

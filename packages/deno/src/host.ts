import type { Clock, FetchLike, NotifierHost } from "@dat/core";
import { decideTestGuard, readWebhook } from "@dat/core/adapter";
import { createClock } from "./clock.ts";
import type { DenoEnvironment } from "./environment.ts";
import { createFetch } from "./fetch.ts";
import { createRandom } from "./random.ts";
import { VERSION } from "./version.ts";

/** What a program may put in place of Deno's own. */
export interface HostOptions {
	/** In place of Deno's; nothing is then guarded under a test runner. */
	readonly fetch?: FetchLike;
	/** In place of the system's time. */
	readonly clock?: Clock;
}

/** Deno as a platform for core. */
export function createHost(
	{ fetch, clock = createClock() }: HostOptions,
	{ env, readFile }: DenoEnvironment,
): NotifierHost {
	return {
		fetch: fetch ?? createFetch(),
		clock,
		random: createRandom(),
		// The form Discord documents (docs: reference#user-agent).
		userAgent: `DiscordBot (https://github.com/dat-alerts/dat, ${VERSION}) dat-deno`,
		testRunner: decideTestGuard({ env, isRuntimeTest: isDenoTest(), isFetchInjected: fetch !== undefined }),
		reloadWebhook: (channel) => readWebhook(channel, env, { readFile }),
		warn: (text) => console.warn(`DatWarning: ${text}`),
	};
}

/** `deno test` leaves no variable; outside of it `Deno.test` does nothing, and is named so. */
function isDenoTest(): boolean {
	return Deno.test.name === "test";
}

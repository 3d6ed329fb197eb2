import type { Clock, FetchLike, NotifierHost } from "@dat/core";
import { decideTestGuard, readWebhook } from "@dat/core/adapter";
import { createClock } from "./clock.ts";
import { createFetch } from "./fetch.ts";
import { createIds, createRandom } from "./random.ts";
import { recorder } from "./testing/recorder.ts";
import { VERSION } from "./version.ts";

/** What a program may put in place of Node's own. */
export interface HostOptions {
	/** In place of undici's; nothing is then guarded under a test runner. */
	readonly fetch?: FetchLike;
	/** In place of the system's time. */
	readonly clock?: Clock;
}

/** The text of a file, `undefined` when it cannot be read. */
export function readFile(path: string): string | undefined {
	try {
		// Not imported: that costs every program 2.7 MB, and few keep webhooks in files.
		return process.getBuiltinModule("node:fs").readFileSync(path, "utf8");
	} catch {
		return undefined;
	}
}

/** What runs the tests that this is one of, if it is. */
export function findTestRunner(): string | undefined {
	const runner = decideTestGuard({ env: process.env, isFetchInjected: false });
	return runner ?? (recorder().isAsked ? "a test with @dat/node/testing" : undefined);
}

/** Node as a platform for core. */
export function createHost({ fetch, clock = createClock() }: HostOptions): NotifierHost {
	return {
		fetch: fetch ?? createFetch(),
		clock,
		random: createRandom(),
		createId: createIds(),
		// The form Discord documents (docs: reference#user-agent).
		userAgent: `DiscordBot (https://github.com/dat-alerts/dat, ${VERSION}) dat-node`,
		testRunner: fetch ? undefined : findTestRunner(),
		reloadWebhook: (channel) => readWebhook(channel, process.env, { readFile }),
		warn: (text) => process.emitWarning(text, { type: "DatWarning" }),
	};
}

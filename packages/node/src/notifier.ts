import { createNotifier as createCoreNotifier, type Notifier, type NotifierOptions } from "@dat/core";
import { checkNumber, checkOptions, type NumberBounds, readEnvironment } from "@dat/core/adapter";
import { flushBeforeExit } from "./exit.ts";
import { createHost, type HostOptions, readFile } from "./host.ts";

/** Core's options, and what only Node has. */
export interface NodeNotifierOptions extends NotifierOptions, HostOptions {
	/** Sends what is left when the process would end, for at most so many ms; `false` does not. Default 2000, 1 to 600,000. */
	readonly flushOnExit?: number | false;
}

/** Default, least and most. */
const EXIT_FLUSH_MS: NumberBounds = [2000, 1, 600_000];

/**
 * A notifier for Node. Webhooks come from `DISCORD_WEBHOOK_*` unless given; options win over the environment.
 *
 * @throws DatError for wrong options.
 * @example
 * const notifier = createNotifier({ username: "checkout" });
 * notifier.notify({ severity: "P1", title: "Auth degraded" });
 */
export function createNotifier(given: NodeNotifierOptions = {}): Notifier {
	checkOptions(given);
	const { fetch, clock, flushOnExit, ...options } = given;
	const exitMs = flushOnExit === false ? 0 : checkNumber("flushOnExit", flushOnExit, EXIT_FLUSH_MS);
	const host = createHost({ ...(fetch && { fetch }), ...(clock && { clock }) });
	const warn = (text: string): void => host.warn?.(text);
	const { problems, webhooks, ...environment } = readEnvironment(process.env, readFile);
	for (const problem of problems) warn(problem);
	const notifier = createCoreNotifier({ ...environment, ...options, webhooks: options.webhooks ?? webhooks }, host);
	if (exitMs === 0) return notifier;
	const stop = flushBeforeExit(notifier, exitMs, warn);
	return {
		...notifier,
		close: (timeoutMs) => notifier.close(timeoutMs).finally(stop),
		[Symbol.asyncDispose]: () => notifier[Symbol.asyncDispose]().finally(stop),
	};
}

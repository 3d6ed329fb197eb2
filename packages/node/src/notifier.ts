import { createNotifier as createCoreNotifier, type Notifier, type NotifierOptions } from "@dat/core";
import { readEnvironment } from "@dat/core/adapter";
import { flushBeforeExit } from "./exit.ts";
import { createHost, type HostOptions, readFile } from "./host.ts";

/** Core's options, and what only Node has. */
export interface NodeNotifierOptions extends NotifierOptions, HostOptions {
	/** Sends what is left when the process would end, for at most so many ms; `false` does not. Default 2000. */
	readonly flushOnExit?: number | false;
}

const EXIT_FLUSH_MS = 2000;

/**
 * A notifier for Node. Webhooks come from `DISCORD_WEBHOOK_*` unless given; options win over the environment.
 *
 * @throws DatError for wrong options.
 * @example
 * const notifier = createNotifier({ username: "checkout" });
 * notifier.notify({ severity: "P1", title: "Auth degraded" });
 */
export function createNotifier({
	fetch,
	clock,
	flushOnExit = EXIT_FLUSH_MS,
	...options
}: NodeNotifierOptions = {}): Notifier {
	const host = createHost({ ...(fetch && { fetch }), ...(clock && { clock }) });
	const warn = (text: string): void => host.warn?.(text);
	const { problems, webhooks, ...environment } = readEnvironment(process.env, readFile);
	for (const problem of problems) warn(problem);
	const notifier = createCoreNotifier({ ...environment, ...options, webhooks: options.webhooks ?? webhooks }, host);
	if (flushOnExit === false) return notifier;
	const stop = flushBeforeExit(notifier, flushOnExit, warn);
	return {
		...notifier,
		close: (timeoutMs) => notifier.close(timeoutMs).finally(stop),
		[Symbol.asyncDispose]: () => notifier[Symbol.asyncDispose]().finally(stop),
	};
}

import type { NotifierOptions } from "../options/options.ts";
import { createCarrier } from "./create-carrier.ts";
import type { NotifierHost } from "./host.ts";
import type { Notifier } from "./notifier.ts";
import { openNotifier } from "./open-notifier.ts";

/**
 * Builds a notifier on a platform. Adapters call this; programs call the `createNotifier` of their runtime's package.
 *
 * @example
 * const notifier = createNotifier({ webhooks: { alerts: url } }, host);
 * notifier.notify({ severity: "P1", title: "Auth degraded" });
 *
 * @throws DatError for wrong options, and for nothing else.
 */
export function createNotifier(given: NotifierOptions, host: NotifierHost): Notifier {
	return openNotifier(given, host, createCarrier);
}

import type { Target } from "../delivery/switchboard.ts";
import type { House } from "./house.ts";

/** Whether a test runner keeps the notifier from reaching this webhook (design rule 15). */
export function isGuardedTarget({ given, host }: Pick<House, "given" | "host">, target: Target | undefined): boolean {
	return host.testRunner !== undefined && given.allowInTests !== true && target?.webhook.isDiscord === true;
}

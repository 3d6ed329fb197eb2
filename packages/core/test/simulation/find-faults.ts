import { accounted, confirmedOnce, forgotten } from "./checks/books.ts";
import { keepsSecrets, pingsRightly, sendsValidMessages } from "./checks/harmless.ts";
import { bounded, neverEarlier, oneInFlight } from "./checks/limits.ts";
import { ordered } from "./checks/order.ts";
import { p0Flies, p0GoesFirst } from "./checks/p0.ts";
import type { History } from "./history.ts";

const CHECKS: readonly ((history: History) => string[])[] = [
	neverEarlier,
	oneInFlight,
	bounded,
	ordered,
	accounted,
	forgotten,
	confirmedOnce,
	pingsRightly,
	keepsSecrets,
	sendsValidMessages,
	p0Flies,
	p0GoesFirst,
];

/** What is wrong with a history; empty when nothing is. Pure, so that it can be shown wrong histories. */
export function findFaults(history: History): string[] {
	return CHECKS.flatMap((check) => check(history));
}

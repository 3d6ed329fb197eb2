import { createScrubber, scrubAll } from "@dat/core/adapter";
import { type Ask, type Kept, openDatabase } from "./database.ts";
import type { OpenStore } from "./page-store.ts";
import { joinRollCall, type RollCall } from "./roll-call.ts";

/** How a store is made. */
export interface StoreOptions {
	/** Patterns of secrets besides the known ones that must not be kept, or `false` to keep texts as they are. */
	readonly scrub?: readonly RegExp[] | false;
}

/** How long other pages leave alone what this one delivers. In Firefox a lock keeps a page out of the back/forward cache. */
const HOLD_MS = 5000;
const NAME = "dat-alerts";
/** Alerts that one page takes over from others. */
const MOST = 1000;

/**
 * Keeps alerts in IndexedDB from when they are raised until the relay has answered, scrubbed of secrets. What a page leaves
 * is sent by the next one of its origin, and of several by one. Where storage is refused, alerts end with the page.
 *
 * @example
 * const notifier = createNotifier({ relay: "/alerts", store: createStore() });
 */
export function createStore({ scrub = [] }: StoreOptions = {}): OpenStore {
	const clean = scrub === false ? (text: string) => text : createScrubber(scrub);
	return (warn) => {
		let opened: Opened | undefined;
		let isRefused = false;
		/** No page is worse off for storage that is refused. */
		const attempt = async (use: (opened: Opened) => Promise<unknown>): Promise<void> => {
			try {
				if (isRefused) return;
				opened ??= { ...joinRollCall(NAME), ask: openDatabase(NAME) };
				await use(opened);
			} catch {
				if (!isRefused) warn("the browser refuses storage: alerts end with the page");
				isRefused = true;
			}
		};
		return {
			add: (alert) =>
				void attempt(({ ask, self }) =>
					ask("readwrite", (table) => table.put({ ...scrubAll(alert, clean), page: self } satisfies Kept)),
				),
			remove: (id) => void attempt(({ ask }) => ask("readwrite", (table) => table.delete(id))),
			sweep: (deliver) =>
				void attempt(({ ask, self, call }) =>
					withLock(async () => {
						const present = await call();
						const all = await ask<Kept[]>("readonly", (table) => table.getAll(null, MOST));
						const left = all.filter(({ page }) => page !== self && !present.has(page));
						await Promise.race([deliver(left), new Promise((resolve) => setTimeout(resolve, HOLD_MS))]);
					}),
				),
		};
	};
}

/** What a store works with. */
interface Opened extends RollCall {
	readonly ask: Ask;
}

/** Runs unless another page runs it. Pages without https have no locks: the relay knows what comes twice. */
async function withLock(run: () => Promise<void>): Promise<void> {
	if (!navigator.locks) return run();
	await navigator.locks.request(NAME, { ifAvailable: true }, (lock) => lock && run());
}

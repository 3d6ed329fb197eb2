import type { Clock, Random } from "@dat/core";
import type { Books, Newsroom } from "@dat/core/adapter";
import type { Ledger } from "./ledger.ts";
import type { BrowserSettings } from "./options.ts";

/** What the parts of a notifier share. */
export interface House {
	readonly settings: BrowserSettings;
	readonly clock: Clock;
	readonly random: Random;
	readonly books: Books;
	readonly news: Newsroom;
	readonly ledger: Ledger;
}

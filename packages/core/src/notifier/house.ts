import type { NotifierOptions } from "../options/options.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import type { Books } from "../outcome/books.ts";
import type { NotifierHost } from "./host.ts";
import type { Newsroom } from "./newsroom.ts";

/** What the parts of a notifier share. */
export interface House {
	readonly given: NotifierOptions;
	readonly options: ResolvedOptions;
	readonly host: NotifierHost;
	readonly books: Books;
	readonly news: Newsroom;
}

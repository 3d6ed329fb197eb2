import { type Books, createBooks } from "@dat/core/adapter";
import { WORDS } from "./memory.ts";

/** Books whose counters the caller's thread reads; its own hold the alerts. */
export function createSharedBooks(words: Int32Array): Books {
	return {
		...createBooks(),
		count: (what, by = 1) => {
			Atomics.add(words, WORDS[what], by);
		},
	};
}

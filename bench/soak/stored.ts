import type { Sandbox } from "@dat/sandbox";

/** How often an alert stands in Discord. */
export interface Place {
	/** With an answer that says so, or without one. */
	readonly times: number;
	/** Although the answer was a 5xx, which says that it was not; then it is sent again, up to five times (rule 4). */
	readonly hidden: number;
}

/** What became of each alert with a name of its own. */
export interface Stored {
	find(name: string): Place;
	/** Alerts of `app` or `relay`, and those of them that are there twice. */
	count(of: string): { readonly stored: number; readonly twice: number };
}

const NOWHERE: Place = { times: 0, hidden: 0 };

/** Counts as requests come, so that the sandbox need not keep them. */
export function countStored(sandbox: Pick<Sandbox, "onRequest">): Stored {
	const places = new Map<string, Place>();
	const find = (name: string): Place => places.get(name) ?? NOWHERE;
	sandbox.onRequest(({ effect, method, status, body }) => {
		if (effect !== "stored" || method !== "POST") return;
		// Checked: what was stored is a message.
		for (const { title } of (body as { readonly embeds?: readonly { title?: string }[] }).embeds ?? []) {
			const name = /soak-(?:app|relay)-\d+-\d+/.exec(title ?? "")?.[0];
			if (!name) continue;
			const { times, hidden } = find(name);
			places.set(name, status >= 500 ? { times, hidden: hidden + 1 } : { times: times + 1, hidden });
		}
	});
	return {
		find,
		count: (of) => {
			const mine = [...places].filter(([name]) => name.startsWith(`soak-${of}-`));
			return { stored: mine.length, twice: mine.filter(([, { times, hidden }]) => times + hidden > 1).length };
		},
	};
}

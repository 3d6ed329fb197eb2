import { useEffect, useRef, useState } from "preact/hooks";
import { toChannel } from "../model/address.ts";
import { type Action, reduce } from "../model/reduce.ts";
import { EMPTY, type PageState } from "../model/state.ts";
import { createStore } from "../model/store.ts";

const store = createStore<PageState, Action>({ ...EMPTY, channel: toChannel(location.search) }, reduce);

/** Tells the page's one store what happened. */
export const dispatch: (action: Action) => void = store.dispatch;

/** The page as it is now, for handlers of events; components use `usePage`. */
export const getPage: () => PageState = store.get;

/**
 * A part of the page's state; draws again when that part changes. Select what exists, do not build anew, and name in
 * `inputs` what the selection depends on.
 */
export function usePage<Part>(select: (state: PageState) => Part, inputs: readonly unknown[] = []): Part {
	const [, redraw] = useState(0);
	const part = select(store.get());
	const last = useRef(part);
	last.current = part;
	useEffect(() => {
		const check = (): void => {
			if (!Object.is(select(store.get()), last.current)) redraw((count) => count + 1);
		};
		// What happened between drawing and now.
		check();
		return store.subscribe(check);
	}, inputs);
	return part;
}

/** Holds a state that only its reducer changes. */
export interface Store<State, Action> {
	get(): State;
	dispatch(action: Action): void;
	/** Hears each change; call what it returns to stop. */
	subscribe(listener: () => void): () => void;
}

/** Creates a store. */
export function createStore<State, Action>(
	initial: State,
	reduce: (state: State, action: Action) => State,
): Store<State, Action> {
	let state = initial;
	const listeners = new Set<() => void>();
	return {
		get: () => state,
		dispatch: (action) => {
			const next = reduce(state, action);
			if (next === state) return;
			state = next;
			for (const listener of [...listeners]) listener();
		},
		subscribe: (listener) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
}

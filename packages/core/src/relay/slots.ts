/** Bounds how many requests are read at the same time, in all and for one client. */
export interface Slots {
	/** The way to give the slot back, or `undefined` when there is none. */
	take(client: string | undefined): (() => void) | undefined;
}

/** Slots for `most` requests, of which one client gets `mostPerClient`. Unknown clients only share the whole. */
export function createSlots(most: number, mostPerClient: number): Slots {
	const perClient = new Map<string, number>();
	let taken = 0;
	const count = (client: string | undefined, change: 1 | -1): void => {
		taken += change;
		if (client === undefined) return;
		const now = (perClient.get(client) ?? 0) + change;
		if (now > 0) perClient.set(client, now);
		else perClient.delete(client);
	};
	return {
		take: (client) => {
			const own = client === undefined ? 0 : (perClient.get(client) ?? 0);
			if (taken >= most || own >= mostPerClient) return undefined;
			count(client, 1);
			return () => count(client, -1);
		},
	};
}

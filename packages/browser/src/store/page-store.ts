import type { WireAlert } from "../delivery/entry.ts";

/** An alert as it is kept until the relay has answered. */
export interface StoredAlert extends WireAlert {
	/** The relay that it is for, without a token. */
	readonly relay: string;
}

/** What pages of one origin keep of their alerts. Nothing in it throws: what goes wrong costs durability, never an alert. */
export interface PageStore {
	add(alert: StoredAlert): void;
	/** The relay has answered for it, or it was given up. */
	remove(id: string): void;
	/**
	 * Hands over what pages left that are gone, unless another page does just that. Until `deliver` has ended, and for a few
	 * seconds at most, no other page gets it.
	 */
	sweep(deliver: (left: readonly StoredAlert[]) => Promise<unknown>): void;
}

/** Opens a store; `warn` hears once when there is none to be had. */
export type OpenStore = (warn: (text: string) => void) => PageStore;

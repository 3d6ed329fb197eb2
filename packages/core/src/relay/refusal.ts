import type { RelayError } from "./wire.ts";

/** Why a request was not taken: a word for the network, and a sentence for whoever runs the relay. */
export interface Refusal {
	readonly error: RelayError;
	readonly detail: string;
}

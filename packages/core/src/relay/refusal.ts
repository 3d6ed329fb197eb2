import { showValue } from "../alert/show-value.ts";
import type { RelayError } from "./wire.ts";

/** Why a request was not taken: a word for the network, and a sentence for whoever runs the relay. */
export interface Refusal {
	readonly error: RelayError;
	readonly detail: string;
}

/** What was sent, for a refusal's sentence: at most 40 characters, with nothing in it that a terminal or a log obeys. */
export function quote(given: unknown): string {
	return showValue(given, 40).replace(/\p{C}/gu, "�");
}

/** Where a library has to send to. */
export interface Place {
	/** Such as `http://127.0.0.1:4010`. */
	readonly origin: string;
	readonly id: string;
	readonly token: string;
	/** Whether 429s are to be expected: a client that knows them only by an option then gets that option. */
	readonly isLimited: boolean;
}

/** A library that is open and posts alerts to a webhook. */
export interface Peer {
	/** Raises an alert and does not wait for it. */
	raise(index: number): void;
}

/** How a library is had. */
export interface Library {
	/** What its users install. */
	readonly packages: readonly string[];
	/** Imports and opens it, as its documentation shows. */
	open(place: Place): Promise<Peer>;
}

export const webhookOf = ({ origin, id, token }: Place): string => `${origin}/api/webhooks/${id}/${token}`;

/** A peer that rejects has lost the alert, which the server's count shows. */
export const lost = (): void => {};

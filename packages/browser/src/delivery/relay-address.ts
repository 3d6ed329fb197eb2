/** A page token, or what asks this page's own server for one. */
export type TokenOption = string | (() => string | Promise<string>);

/** Where the relay is, with the token it asks for. */
export interface RelayAddress {
	/** For a request that cannot wait: with the token as last known. */
	now(): string;
	/** For any other. Never rejects. */
	ready(): Promise<string>;
	/** The token was refused: the next request gets a new one. */
	renew(): void;
}

/** An address that asks for its token when it is first needed, and again when the relay refuses it. */
export function createRelayAddress(relay: string, given: TokenOption = ""): RelayAddress {
	let token = given;
	let asked: Promise<void> | undefined;
	const ask = async (): Promise<void> => {
		try {
			if (typeof given === "function") token = await given();
		} catch {
			asked = undefined; // its server is down: the relay refuses, and the next request asks again
		}
	};
	const now = (): string => {
		const url = new URL(relay);
		if (typeof token === "string" && token) url.searchParams.set("token", token);
		return url.href;
	};
	return {
		now,
		ready: async () => {
			asked ??= ask();
			await asked;
			return now();
		},
		renew: () => {
			asked = undefined;
		},
	};
}

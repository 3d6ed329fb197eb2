const encoder = new TextEncoder();

/** Signs and verifies by HMAC-SHA-256 (RFC 2104). Verification takes the same time wherever a signature is wrong. */
export interface Hmac {
	/** Hex. */
	sign(text: string): Promise<string>;
	/** `signature` in hex; anything else is false. */
	verify(signature: string, signed: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

/** An HMAC under a secret, which stays in here. */
export function createHmac(secret: string): Hmac {
	let imported: ReturnType<typeof importKey> | undefined;
	const key = (): ReturnType<typeof importKey> => {
		imported ??= importKey(secret);
		return imported;
	};
	return {
		sign: async (text) => toHex(new Uint8Array(await crypto.subtle.sign("HMAC", await key(), encoder.encode(text)))),
		verify: async (signature, signed) => {
			const bytes = fromHex(signature);
			return bytes !== undefined && crypto.subtle.verify("HMAC", await key(), bytes, signed);
		},
	};
}

/** Not extractable: even code in the same process cannot read the secret back from it. */
const importKey = (secret: string) =>
	crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);

/** 128 random bits in hex. */
export function randomHex(): string {
	return toHex(crypto.getRandomValues(new Uint8Array(16)));
}

/** Whether two texts are equal, in a time that does not tell where they differ: their HMACs under a random key are compared. */
export async function isSameText(one: string, other: string): Promise<boolean> {
	const hmac = createHmac(randomHex());
	return hmac.verify(await hmac.sign(one), encoder.encode(other));
}

function toHex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
	if (!/^(?:[0-9a-f]{2}){1,64}$/i.test(text)) return undefined;
	return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

import { checkNumber, type NumberBounds } from "../errors/check-number.ts";
import { DatError } from "../errors/dat-error.ts";
import type { Clock } from "../platform/clock.ts";
import { createHmac, randomHex } from "./hmac.ts";
import { webClock } from "./web-clock.ts";

/** What a page token is made of. */
export interface PageTokenOptions {
	/** The relay's `tokenKey`, at least 32 characters of chance. It stays on the server; the token does not hold it. */
	readonly key: string;
	/** How long the token is good, ms. Default 3,600,000, 60,000 to 86,400,000. */
	readonly lifetimeMs?: number;
	/** In place of the runtime's time. */
	readonly clock?: Clock;
}

const LIFETIME_MS: NumberBounds = [3_600_000, 60_000, 86_400_000];
const FORM = /^1\.([0-9a-z]{6,10})\.([0-9a-f]{32})\.([0-9a-f]{64})$/;
const LEAST_KEY_CHARS = 32;
const encoder = new TextEncoder();

/**
 * A token for one page view, to be written into the page: `1.<expiry>.<random>.<HMAC>`. It grants raising alerts, within
 * the relay's limit per token, and nothing else.
 *
 * @throws DatError `DAT_INVALID_OPTION`.
 * @example
 * const token = await createPageToken({ key: process.env.DAT_RELAY_TOKEN_KEY ?? "" });
 * response.send(`<script>createNotifier({ relay: "/alerts", token: "${token}" })</script>`);
 */
export async function createPageToken(options: PageTokenOptions): Promise<string> {
	const { key, lifetimeMs, clock = webClock } = options;
	checkTokenKey("key", key);
	const expiryMs = clock.now() + checkNumber("lifetimeMs", lifetimeMs, LIFETIME_MS);
	const claim = `1.${expiryMs.toString(36)}.${randomHex()}`;
	return `${claim}.${await createHmac(key).sign(toSigned(claim))}`;
}

/** The id of the page view when the token is genuine and not expired. */
export type TokenCheck = (token: string, nowMs: number) => Promise<string | undefined>;

/** Checks tokens made with any one of the keys. */
export function createTokenCheck(keys: readonly string[]): TokenCheck {
	const hmacs = keys.map(createHmac);
	return async (token, nowMs) => {
		const [, expiry = "", id = "", signature = ""] = FORM.exec(token) ?? [];
		const signed = encoder.encode(toSigned(`1.${expiry}.${id}`));
		const verdicts = await Promise.all(hmacs.map((hmac) => hmac.verify(signature, signed)));
		return verdicts.includes(true) && nowMs < Number.parseInt(expiry, 36) ? id : undefined;
	};
}

/** @throws DatError `DAT_INVALID_OPTION` for a key that is too short to keep a secret; it is not repeated. */
export function checkTokenKey(option: string, key: unknown): asserts key is string {
	if (typeof key === "string" && key.length >= LEAST_KEY_CHARS) return;
	throw new DatError(
		"DAT_INVALID_OPTION",
		`${option} is ${typeof key === "string" ? `${key.length} characters long` : `a ${typeof key}`}; write at least ${LEAST_KEY_CHARS} random ones, such as \`openssl rand -hex 32\` prints`,
	);
}

/** A signature under the same key for another purpose must not pass for a token. */
function toSigned(claim: string): string {
	return `dat page token ${claim}`;
}

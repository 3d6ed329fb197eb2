import { isSameText } from "../hmac.ts";
import { checkRelayOption } from "../intake-options.ts";
import type { Proof } from "./source.ts";

/** How a system without signatures proves itself. */
export interface BearerOptions {
	/** What it sends as `Authorization: Bearer …`, at least 16 characters; `false` lets everybody in who reaches the relay. */
	readonly token: string | false;
}

const LEAST_CHARS = 16;

/**
 * Asks for a bearer token (RFC 6750).
 *
 * @throws DatError `DAT_INVALID_OPTION`; the token is not repeated.
 */
export function bearerProof({ token }: BearerOptions): Proof {
	if (token === false) return { of: "header", verify: () => Promise.resolve(true) };
	checkRelayOption(
		typeof token === "string" && token.length >= LEAST_CHARS,
		"token",
		`${LEAST_CHARS} or more random characters, or false where nobody else can reach the relay`,
	);
	return {
		of: "header",
		verify: (header) => isSameText(token, (header("authorization") ?? "").replace(/^bearer +/i, "")),
	};
}

import { DatError } from "../errors/dat-error.ts";

/** Where Discord's API is; v10, because an unversioned path means the deprecated v6. */
export const DISCORD_API_BASE = "https://discord.com/api/v10";

/** An origin, or a URL, of this machine. */
export const LOOPBACK: RegExp = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?(?:\/|$)/i;

/**
 * Checks an API base and removes a trailing slash.
 *
 * @throws DatError `DAT_INVALID_OPTION` when it is no http(s) URL, or plain http elsewhere than loopback without `allowHttp`.
 */
export function parseApiBase(text: string = DISCORD_API_BASE, allowHttp = false): string {
	const base = text.trim().replace(/\/+$/, "");
	if (!/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/i.test(base)) {
		throw new DatError(
			"DAT_INVALID_OPTION",
			`apiBase is not an http(s) URL without query and credentials; write something like ${DISCORD_API_BASE}`,
		);
	}
	if (/^http:/i.test(base) && !allowHttp && !LOOPBACK.test(base)) {
		throw new DatError(
			"DAT_INVALID_OPTION",
			"apiBase is plain http, which shows the token; write https://, or set allowHttp",
		);
	}
	return base;
}

/** What a {@link DatError} is about. Only wrong options and misuse throw; delivery failures are outcomes. */
export type DatErrorCode = "DAT_INVALID_OPTION" | "DAT_INVALID_WEBHOOK_URL";

/**
 * The one error class of `@dat`. The message begins with the code and says what to write instead; it never holds a secret.
 *
 * @example
 * try { createNotifier({ queue: { max: -1 } }, host); } catch (error) { if (isDatError(error)) console.error(error.code); }
 */
export class DatError extends Error {
	/** What it is about; `message` begins with it. */
	readonly code: DatErrorCode;

	/** `text` says what is wrong and what to write instead. */
	constructor(code: DatErrorCode, text: string, options?: { readonly cause?: unknown }) {
		super(`${code}: ${text}`, options);
		this.name = "DatError";
		this.code = code;
	}
}

/**
 * Whether `value` is a {@link DatError}, also when it comes from another copy of the package or another realm.
 *
 * @example
 * isDatError(new TypeError("fetch failed")); // false
 */
export function isDatError(value: unknown): value is DatError {
	return value instanceof Error && value.name === "DatError" && "code" in value;
}

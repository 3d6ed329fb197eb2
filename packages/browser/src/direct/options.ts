import { DatError, type NotifierOptions } from "@dat/core";
import { checkOptions } from "@dat/core/adapter";

/** Core's options, and the confirmation that the webhook may be seen. */
export interface DirectNotifierOptions extends NotifierOptions {
	/** Everybody who opens the page can take the webhook and post what he likes, for ever. */
	readonly dangerouslyExposeWebhook: true;
}

/**
 * Core's options alone.
 *
 * @throws DatError `DAT_INVALID_OPTION` unless it is confirmed that the webhook may be seen.
 */
export function confirmExposure(given: DirectNotifierOptions): NotifierOptions {
	checkOptions(given);
	const { dangerouslyExposeWebhook, ...options } = given;
	if (dangerouslyExposeWebhook === true) return options;
	throw new DatError(
		"DAT_INVALID_OPTION",
		"a webhook in a page is given to everybody who opens it; write { relay } and import from @dat/browser, or confirm by dangerouslyExposeWebhook: true",
	);
}

// Whoever holds a webhook's token can post as it, so no text that leaves or is printed may contain one.
const URL_TOKEN = /(\/webhooks\/\d{17,20}\/)[\w-]{20,}/gi;
const LONE_TOKEN = /[\w-]{60,120}/g;

/** Masks the token in webhook URLs: for the texts of alerts. */
export function maskUrls(text) {
	return text.replace(URL_TOKEN, "$1[redacted]");
}

/** Masks also what merely looks like a token: for what servers say, who may repeat it in any form. */
export function redact(text) {
	return maskUrls(text).replace(LONE_TOKEN, "[redacted]");
}

import { redactSecrets } from "@dat/core";

const IS_SECRET = /TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|WEBHOOK|_KEY$|APIKEY/i;
const IS_PLACE = /_(?:FILE|PATH|DIR|SOCK)$/i;
/** Shorter values are words that a text may have by chance. */
const LEAST_CHARACTERS = 8;

/**
 * Takes secrets out of the text of a log or a command: those that show themselves by their form, and the values of
 * variables that are named as secrets, which a command gets from us and may print (`set -x`, `env`).
 */
export function redact(text: string, env: NodeJS.ProcessEnv = process.env): string {
	const secrets = Object.entries(env)
		.filter(([name, value = ""]) => IS_SECRET.test(name) && !IS_PLACE.test(name) && value.length >= LEAST_CHARACTERS)
		// Of two that begin alike, the longer one first.
		.sort(([, one = ""], [, other = ""]) => other.length - one.length);
	return redactSecrets(secrets.reduce((left, [name, value = ""]) => left.replaceAll(value, () => `[${name}]`), text));
}

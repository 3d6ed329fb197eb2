import { createNotifier as createCoreNotifier, type Notifier } from "@dat/core";
import { decideTestGuard, type Environment, resolveOptions } from "@dat/core/adapter";
import { createClock } from "../clock.ts";
import { createRandom } from "../random.ts";
import { createFetch } from "./fetch.ts";
import { createLastWords } from "./last-words.ts";
import { confirmExposure, type DirectNotifierOptions } from "./options.ts";

/**
 * A notifier that posts to Discord itself, for private pages and prototypes. It has all of core; what is left when the page
 * is left goes by one beacon per webhook.
 *
 * @throws DatError for wrong options.
 * @example
 * const notifier = createNotifier({ webhooks: { alerts: url }, dangerouslyExposeWebhook: true });
 */
export function createNotifier(given: DirectNotifierOptions): Notifier {
	const options = confirmExposure(given);
	const words = createLastWords(resolveOptions(options));
	const warn = (text: string): void => console.warn(`DatWarning: ${text}`);
	warn("this page holds a Discord webhook, which everybody who opens it can take; use a relay for pages of the public");
	const notifier = createCoreNotifier(options, {
		fetch: createFetch(words),
		clock: createClock(),
		random: createRandom(),
		spool: words.spool,
		onSend: words.onSend,
		testRunner: decideTestGuard({ env: readEnvironment(), isFetchInjected: false }),
		warn,
	});
	const onMove = ({ type }: Event): void => {
		words.isLeaving = type === "pagehide";
		if (words.isLeaving) words.say();
	};
	for (const type of ["pagehide", "pageshow"]) globalThis.addEventListener(type, onMove);
	const close: Notifier["close"] = (timeoutMs) =>
		notifier.close(timeoutMs).finally(() => {
			for (const type of ["pagehide", "pageshow"]) globalThis.removeEventListener(type, onMove);
		});
	return { ...notifier, close, [Symbol.asyncDispose]: async () => void (await close()) };
}

/** Under vitest and jest a page made of jsdom, or of a real browser, has Node's process or a picture of it. */
function readEnvironment(): Environment {
	const { process } = globalThis as { readonly process?: { readonly env?: Environment } };
	return process?.env ?? {};
}

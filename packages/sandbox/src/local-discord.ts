import type { RequestHandler } from "msw";
import { createHandlers } from "./handlers.ts";
import { createListeningSandbox, type ListeningSandbox } from "./listen.ts";
import type { SandboxOptions } from "./sandbox.ts";

/** A sandbox with all of its shells: direct, msw and HTTP. */
export interface LocalDiscord extends ListeningSandbox {
	/** msw handlers for `https://discord.com`; for another origin see `createHandlers`. */
	readonly handlers: RequestHandler[];
}

/**
 * Creates an empty Discord.
 *
 * @example
 * await using discord = createSandbox();
 * const { url } = discord.createWebhook({ channel: "alerts" });
 * const server = await discord.listen();          // url(server.url) is where to post
 * setupServer(...discord.handlers);               // or without a socket: url("https://discord.com")
 */
export function createSandbox(options?: SandboxOptions): LocalDiscord {
	const sandbox = createListeningSandbox(options);
	return {
		...sandbox,
		get handlers() {
			return createHandlers(sandbox);
		},
	};
}

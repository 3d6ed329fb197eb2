import type { Mention } from "../alert/alert.ts";
import { parseMentionSetting } from "../discord/mentions.ts";
import { CHANNELS, DEFAULT_CHANNEL } from "../policy/route.ts";

/** What the environment says, in the shape of options, and what is wrong with it. */
export interface EnvironmentOptions {
	readonly webhooks: Readonly<Record<string, string>>;
	readonly enabled?: boolean;
	readonly p0Mention?: readonly Mention[];
	readonly apiBase?: string;
	/** One sentence for each variable that could not be used; never holds a value. */
	readonly problems: readonly string[];
}

/** Variables by name; `process.env` fits. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The text of a file, `undefined` when it cannot be read. */
export type ReadFile = (path: string) => string | undefined;

/**
 * Reads the environment that every runtime and port shares (design section 4): `DISCORD_WEBHOOK_ALERTS|INFO|TRADES|DEV|
 * AUDIT`, `DISCORD_WEBHOOK` (or `DISCORD_WEBHOOK_URL`) for all but audit, each also as `…_FILE`;
 * `NOTIFY_DISCORD_ENABLED`, `DISCORD_P0_MENTION`, `DISCORD_API_BASE`. White space around values is ignored, empty is unset.
 *
 * @example
 * readEnvironment({ DISCORD_WEBHOOK: url, NOTIFY_DISCORD_ENABLED: "off" }); // { webhooks: { default: url }, enabled: false, problems: [] }
 */
export function readEnvironment(env: Environment, readFile: ReadFile = () => undefined): EnvironmentOptions {
	const problems: string[] = [];
	const webhooks: Record<string, string> = {};
	for (const channel of [...CHANNELS, DEFAULT_CHANNEL]) {
		const url = readWebhook(channel, env, { readFile, problems });
		if (url !== undefined) webhooks[channel] = url;
	}
	const enabled = read(env, "NOTIFY_DISCORD_ENABLED");
	const apiBase = read(env, "DISCORD_API_BASE");
	const mention = env["DISCORD_P0_MENTION"];
	const p0Mention = mention === undefined ? undefined : parseMentionSetting(mention);
	if (mention !== undefined && p0Mention === undefined) {
		problems.push(
			"DISCORD_P0_MENTION is none of @everyone, @here, <@&role-id>, <@user-id> or empty; @everyone is used",
		);
	}
	return {
		webhooks,
		...(enabled !== undefined && { enabled: !/^(?:0|false|no|off)$/i.test(enabled) }),
		...(p0Mention && { p0Mention }),
		...(apiBase !== undefined && { apiBase }),
		problems,
	};
}

/** The webhook of one channel, read afresh; adapters call it again when Discord says the webhook is gone. */
export function readWebhook(
	channel: string,
	env: Environment,
	world: { readonly readFile: ReadFile; readonly problems?: string[] },
): string | undefined {
	const name = channel === DEFAULT_CHANNEL ? "DISCORD_WEBHOOK" : `DISCORD_WEBHOOK_${channel.toUpperCase()}`;
	const names = channel === DEFAULT_CHANNEL ? [name, "DISCORD_WEBHOOK_URL"] : [name];
	for (const variable of names) {
		const path = read(env, `${variable}_FILE`);
		const inFile = path === undefined ? undefined : world.readFile(path)?.trim();
		if (path !== undefined && !inFile)
			world.problems?.push(`${variable}_FILE names a file that is empty or cannot be read`);
		const value = read(env, variable) ?? inFile;
		if (value) return value;
	}
	return undefined;
}

function read(env: Environment, name: string): string | undefined {
	return env[name]?.trim() || undefined;
}

import { CHANNELS, isDatError } from "@dat/core";
import type { EnvironmentOptions } from "@dat/core/adapter";
import { readFile } from "../host.ts";
import { UsageError } from "./command.ts";
import { findNearest } from "./nearest.ts";
import { findObstacles } from "./obstacles.ts";
import { RELAY_VARIABLES, readRelayEnvironment } from "./relay-environment.ts";

/** Whether a variable has a value, never which. */
export type VariableState = "set" | "in a file" | "not set";

/** What can be said of an environment without asking anybody. */
export interface EnvironmentReport {
	readonly variables: Readonly<Record<string, VariableState>>;
	/** What keeps alerts from arriving. */
	readonly problems: readonly string[];
	/** What may be meant so. */
	readonly notes: readonly string[];
}

/** The variables that hold a webhook, by channel. */
export const WEBHOOK_VARIABLES: Readonly<Record<string, string>> = {
	...Object.fromEntries(CHANNELS.map((channel) => [channel, `DISCORD_WEBHOOK_${channel.toUpperCase()}`])),
	default: "DISCORD_WEBHOOK",
};

const PLAIN = ["NOTIFY_DISCORD_ENABLED", "DISCORD_P0_MENTION", "DISCORD_API_BASE"];
const PROXIES = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"];

/** Whose alerts are lost when neither their channel nor the default has a webhook. */
const SENT_TO: Readonly<Record<string, string>> = { info: "P2 and P3", trades: "trades", dev: "DEV" };

/** Looks at the variables that alerts and the relay depend on. */
export function examineEnvironment(env: NodeJS.ProcessEnv, read: EnvironmentOptions): EnvironmentReport {
	const obstacles = findObstacles(read, env).map(({ what, next }) => `${what}; ${next}`);
	return {
		variables: showVariables(env),
		problems: [...read.problems, ...obstacles, ...findUnrouted(read), ...checkProxy(env), ...checkRelay(env)],
		notes: [...findMisspelt(env), ...findLeftOut(read)],
	};
}

function showVariables(env: NodeJS.ProcessEnv): Record<string, VariableState> {
	const always = [...Object.values(WEBHOOK_VARIABLES), ...PLAIN];
	const whenSet = ["DISCORD_WEBHOOK_URL", ...PROXIES, ...RELAY_VARIABLES];
	const state = (name: string): VariableState => {
		if (env[name]?.trim()) return "set";
		return env[`${name}_FILE`]?.trim() ? "in a file" : "not set";
	};
	const all = [...always, ...whenSet.filter((name) => state(name) !== "not set")];
	return Object.fromEntries(all.map((name) => [name, state(name)]));
}

/** P0 and P1 are what it is all for. */
function findUnrouted({ webhooks }: EnvironmentOptions): string[] {
	const isRouted = "alerts" in webhooks || "default" in webhooks || Object.keys(webhooks).length === 0;
	return isRouted ? [] : ["P0 and P1 would be lost; set DISCORD_WEBHOOK_ALERTS, or DISCORD_WEBHOOK for all"];
}

function findLeftOut({ webhooks }: EnvironmentOptions): string[] {
	if ("default" in webhooks || Object.keys(webhooks).length === 0) return [];
	return Object.entries(SENT_TO)
		.filter(([channel]) => !(channel in webhooks))
		.map(([channel, who]) => `${who} would be lost; set ${WEBHOOK_VARIABLES[channel]}, or DISCORD_WEBHOOK for all`);
}

/** Names that nothing reads, and that look like one of ours. */
function findMisspelt(env: NodeJS.ProcessEnv): string[] {
	const plain = [...Object.values(WEBHOOK_VARIABLES), "DISCORD_WEBHOOK_URL", ...PLAIN, ...RELAY_VARIABLES];
	const known = plain.flatMap((name) => [name, `${name}_FILE`]);
	return Object.keys(env)
		.filter((name) => /DISCORD|DAT_RELAY/.test(name) && !known.includes(name))
		.flatMap((name) => {
			const near = findNearest(name, known);
			return near ? `${name} is not read by anything here; did you mean ${near}?` : [];
		});
}

/** A proxy's URL may hold a password, so it is not repeated. */
function checkProxy(env: NodeJS.ProcessEnv): string[] {
	return PROXIES.slice(0, 2)
		.filter((name) => env[name] && !URL.canParse(env[name]))
		.map((name) => `${name} is no URL, so nothing can be sent; write http://host:port, or unset it`);
}

function checkRelay(env: NodeJS.ProcessEnv): string[] {
	if (!RELAY_VARIABLES.some((name) => env[name] ?? env[`${name}_FILE`])) return [];
	try {
		readRelayEnvironment(env, readFile);
		return [];
	} catch (error) {
		if (error instanceof UsageError || isDatError(error)) return [error.message];
		throw error;
	}
}

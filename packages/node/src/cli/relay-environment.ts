import { isDatError } from "@dat/core";
import type { Environment, ReadFile } from "@dat/core/adapter";
import {
	alertmanager,
	generic,
	github,
	grafana,
	type InboundSource,
	type RelayOptions,
	stripe,
	type TrustProxy,
	uptimeKuma,
} from "@dat/core/relay";
import { UsageError } from "./command.ts";

/** What the environment says about a relay. */
export interface RelayEnvironment {
	/** `undefined` when no pages are served. */
	readonly pages: Pick<RelayOptions, "allowP0" | "channels" | "origins" | "tokenKey"> | undefined;
	readonly sources: readonly InboundSource[];
	readonly trustProxy: TrustProxy;
}

/** The variable that opens a source, and how it is made of it. */
const SOURCES: Readonly<Record<string, (secret: string) => InboundSource>> = {
	DAT_RELAY_ALERTMANAGER_TOKEN: (token) => alertmanager({ token }),
	DAT_RELAY_GRAFANA_TOKEN: (token) => grafana({ token }),
	DAT_RELAY_UPTIME_KUMA_TOKEN: (token) => uptimeKuma({ token }),
	DAT_RELAY_GENERIC_TOKEN: (token) => generic({ token }),
	DAT_RELAY_GITHUB_SECRET: (secret) => github({ secret }),
	DAT_RELAY_STRIPE_SECRET: (secret) => stripe({ secret }),
};

/** All that is read of the environment here; those that hold a secret also with `_FILE`. */
export const RELAY_VARIABLES: readonly string[] = [
	"DAT_RELAY_ORIGINS",
	"DAT_RELAY_CHANNELS",
	"DAT_RELAY_ALLOW_P0",
	"DAT_RELAY_TRUST_PROXY",
	"DAT_RELAY_TOKEN_KEY",
	...Object.keys(SOURCES),
];

/**
 * Reads `DAT_RELAY_*`.
 *
 * @throws UsageError when a value is wrong, or nothing is opened. It names the variable and never the value.
 */
export function readRelayEnvironment(env: Environment, readFile: ReadFile): RelayEnvironment {
	const origins = readList(env, "DAT_RELAY_ORIGINS");
	const tokenKey = readSecret("DAT_RELAY_TOKEN_KEY", env, readFile);
	const sources = Object.entries(SOURCES).flatMap(([variable, create]) => {
		const secret = readSecret(variable, env, readFile);
		return secret === undefined ? [] : [naming(variable, () => create(secret))];
	});
	if (origins.length === 0 && sources.length === 0)
		throw new UsageError("nobody could raise an alert here; set DAT_RELAY_ORIGINS or a token, see dat relay --help");
	const pages = {
		origins,
		channels: readList(env, "DAT_RELAY_CHANNELS"),
		allowP0: /^(?:1|true|yes|on)$/i.test(env["DAT_RELAY_ALLOW_P0"]?.trim() ?? ""),
		...(tokenKey !== undefined && { tokenKey }),
	};
	const trusted = env["DAT_RELAY_TRUST_PROXY"]?.trim() || "0";
	return {
		pages: origins.length > 0 ? pages : undefined,
		sources,
		trustProxy: /^\d+$/.test(trusted) ? Number(trusted) : trusted,
	};
}

/** The variable, or else what is in the file that it names with `_FILE`. */
function readSecret(variable: string, env: Environment, readFile: ReadFile): string | undefined {
	const given = env[variable]?.trim();
	const path = env[`${variable}_FILE`]?.trim();
	if (given || !path) return given || undefined;
	const held = readFile(path)?.trim();
	if (!held) throw new UsageError(`${variable}_FILE names a file that is empty or cannot be read`);
	return held;
}

function readList(env: Environment, variable: string): string[] {
	return (env[variable] ?? "").split(/[\s,]+/).filter(Boolean);
}

/** Makes something of what a variable says. @throws UsageError that names the variable when it cannot be made. */
export function naming<Value>(variable: string, make: () => Value): Value {
	try {
		return make();
	} catch (error) {
		if (!isDatError(error)) throw error;
		throw new UsageError(`${variable}: ${error.message}`);
	}
}

// Where alerts go and how patiently: from `configure`, else from the environment, else the defaults of the contract.
import { readFileSync } from "node:fs";
import { parseWebhook } from "./webhook.mjs";

const CHANNELS = ["alerts", "info", "trades", "dev", "audit"];

/** name: [variable, default, least, most] */
const KNOBS = {
	maxAttempts: ["DAT_MAX_ATTEMPTS", 5, 1, 10],
	timeoutMs: ["DAT_TIMEOUT_MS", 10_000, 1, 600_000],
	maxWaitMs: ["DAT_MAX_WAIT_MS", 30_000, 0, 86_400_000],
	backoffMs: ["DAT_BACKOFF_MS", 1_000, 1, 600_000],
	queueMax: ["DAT_QUEUE_MAX", 500, 1, 100_000],
	throttleMax: ["DAT_THROTTLE_MAX", 3, 0, 100_000],
	throttleWindowMs: ["DAT_THROTTLE_WINDOW_MS", 60_000, 1, 86_400_000],
};

/** Reads everything once; throws when a webhook or the base cannot be used. */
export function readSettings(given = {}, env = process.env) {
	const base = (env.DISCORD_API_BASE || "https://discord.com/api/v10").replace(/\/+$/, "");
	const urls = given.webhooks ?? webhooksOf(env);
	const { max, windowMs } = given.throttle === false ? { max: 0 } : (given.throttle ?? {});
	return {
		webhooks: new Map(Object.entries(urls).map(([channel, url]) => [channel, parseWebhook(url, { base, channel })])),
		enabled: given.enabled ?? !/^(?:0|false|no|off)$/i.test(env.NOTIFY_DISCORD_ENABLED ?? ""),
		username: given.username,
		audit: given.audit ?? "audit",
		p0Mention: given.p0Mention ?? env.DISCORD_P0_MENTION ?? "@everyone",
		isTest: isTestRun(env),
		...knobs({ ...given, throttleMax: max, throttleWindowMs: windowMs }, env),
	};
}

function webhooksOf(env) {
	const names = CHANNELS.map((channel) => [channel, `DISCORD_WEBHOOK_${channel.toUpperCase()}`]);
	const pairs = [...names, ["default", "DISCORD_WEBHOOK"], ["default", "DISCORD_WEBHOOK_URL"]].reverse();
	const found = pairs.map(([channel, name]) => [channel, env[name] || fileOf(env[`${name}_FILE`])]);
	return Object.fromEntries(found.filter(([, url]) => url));
}

function fileOf(path) {
	if (!path) return undefined;
	try {
		return readFileSync(path, "utf8").trim();
	} catch (error) {
		throw new Error(`a webhook's file cannot be read (${error.code})`);
	}
}

function knobs(given, env) {
	return Object.fromEntries(
		Object.entries(KNOBS).map(([name, [variable, preset, least, most]]) => {
			const isSane = (value) => Number.isFinite(value) && value >= least && value <= most;
			if (isSane(given[name])) return [name, given[name]];
			if (!env[variable]) return [name, preset];
			if (isSane(Number(env[variable]))) return [name, Number(env[variable])];
			process.stderr.write(`${variable} is no number from ${least} to ${most}; ${preset} is used\n`);
			return [name, preset];
		}),
	);
}

/** Whoever runs the tests must not page anybody. */
function isTestRun(env) {
	const isOn = (value) => Boolean(value) && !/^(?:0|false|no|off)$/i.test(value);
	return (
		isOn(env.DAT_TEST) || Boolean(env.NODE_TEST_CONTEXT || env.VITEST || env.JEST_WORKER_ID) || env.NODE_ENV === "test"
	);
}

import type { Notifier, NotifierOptions } from "@dat/core";
import { createCarrier, type FileSpool, openNotifier, readEnvironment, resolveOptions } from "@dat/core/adapter";
import { crashAlert } from "./crash-alert.ts";
import { type DenoEnvironment, openEnvironment } from "./environment.ts";
import { needOf } from "./fetch.ts";
import { createHost } from "./host.ts";
import { keepAlive } from "./keep-alive.ts";
import { type DenoNotifierOptions, type DenoSettings, splitOptions } from "./options.ts";
import { flagFor, isGranted } from "./permission.ts";
import { mournAtEnd } from "./process-end.ts";
import { openThreadCarrier } from "./queue/thread-carrier.ts";
import { insideOf } from "./spool/kv-spool.ts";
import { openSpool } from "./spool/open-spool.ts";

/**
 * A notifier for Deno. Webhooks come from `DISCORD_WEBHOOK_*` unless given; options win over the environment. It needs
 * `--allow-net=discord.com` and `--allow-env` of the variables it is to read, and says so where they are missing; it never
 * makes Deno prompt.
 *
 * @throws DatError for wrong options.
 * @example
 * await using notifier = createNotifier({ username: "backup" });
 * notifier.notify({ severity: "P1", title: "Backup failed" });
 */
export function createNotifier(given: DenoNotifierOptions = {}): Notifier {
	const [settings, own] = splitOptions(given);
	const environment = openEnvironment();
	const host = createHost(settings.host, environment);
	const warn = (text: string): void => host.warn?.(text);
	const { problems, webhooks, ...found } = readEnvironment(environment.env, environment.readFile);
	const options: NotifierOptions = { ...found, ...own, webhooks: own.webhooks ?? webhooks };
	for (const problem of [...problems, ...missingPermissions(options, environment, settings.host.fetch !== undefined)])
		warn(problem);
	const { path, spool, stored } = openAnySpool(settings.spool, warn);
	const notifier = openNotifier(options, { ...host, spool }, (world) =>
		settings.thread ? openThreadCarrier(world, { spool: path, fallback: createCarrier }) : createCarrier(world),
	);
	const stop = mournAtEnd({
		flush: (timeoutMs) => notifier.flush(timeoutMs).finally(stored),
		flushSync: settings.thread ? notifier.flushSync : undefined,
		stats: notifier.stats,
		timeoutMs: settings.flushOnExitMs,
		onCrash: settings.captureExceptions
			? (error) => void notifier.notify(crashAlert(error, spool?.isUsable() === true))
			: undefined,
		warn,
	});
	const close: Notifier["close"] = (timeoutMs) =>
		keepAlive(notifier.close(timeoutMs)).finally(() => {
			stop();
			spool?.close();
			return stored();
		});
	const { notify, probe, stats } = notifier;
	return {
		notify,
		probe,
		stats,
		send: (alert, sendOptions) => keepAlive(notifier.send(alert, sendOptions)),
		flush: (timeoutMs) => keepAlive(notifier.flush(timeoutMs)),
		close,
		[Symbol.asyncDispose]: async () => void (await close()),
	};
}

/** A spool of either kind, and how to wait until all is stored, which in a file it is at once. */
function openAnySpool(
	given: DenoSettings["spool"],
	warn: (text: string) => void,
): { path?: string; spool: FileSpool | undefined; stored: () => Promise<void> } {
	if (typeof given === "object") return { spool: insideOf(given), stored: given.stored };
	const stored = async (): Promise<void> => {};
	return given === undefined ? { spool: undefined, stored } : { path: given, spool: openSpool(given, warn), stored };
}

/** What Deno was not told to allow and an alert will need, a sentence each. */
function missingPermissions(
	options: NotifierOptions,
	{ unread }: DenoEnvironment,
	isFetchGiven: boolean,
): readonly string[] {
	const hasWebhook = Object.keys(options.webhooks ?? {}).length > 0;
	const variables = [...unread].filter((name) => name.startsWith("DISCORD_WEBHOOK"));
	const blind =
		hasWebhook || variables.length === 0
			? []
			: [`Deno may not read the webhooks; add --allow-env=${variables.join(",")}, or give them as options`];
	if (isFetchGiven) return blind;
	const needs = [...resolveOptions(options).targets.values()].map(({ webhook }) => needOf(webhook.url));
	const flags = new Set(needs.filter((need) => !isGranted(need)).map(flagFor));
	return [...blind, ...[...flags].map((flag) => `Deno may not reach the webhooks; add ${flag}`)];
}

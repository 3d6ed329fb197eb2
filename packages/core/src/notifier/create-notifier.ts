import { createSharedGate } from "../delivery/gate.ts";
import { createSwitchboard, type Switchboard, type Target } from "../delivery/switchboard.ts";
import type { Webhook } from "../discord/webhook-url.ts";
import type { NotifierOptions } from "../options/options.ts";
import { type ResolvedOptions, resolveOptions } from "../options/resolve-options.ts";
import { readTarget } from "../options/target.ts";
import { type Books, createBooks } from "../outcome/books.ts";
import { createAlertId } from "./alert-id.ts";
import { awaitOutcome } from "./await-outcome.ts";
import { createDoor } from "./door.ts";
import { createDrain, type Drain } from "./drain.ts";
import { goneNotice } from "./gone-notice.ts";
import type { NotifierHost } from "./host.ts";
import { createNewsroom, type Newsroom } from "./newsroom.ts";
import type { Notifier } from "./notifier.ts";
import { createOwnEntry, type OwnMessage } from "./own-messages.ts";
import { probeTargets } from "./probe.ts";
import { createStormReport } from "./storm-report.ts";

/** How long `flush` and `close` take at most, unless told otherwise. */
const FLUSH_MS = 10_000;

/**
 * Builds a notifier on a platform. Adapters call this; programs call the `createNotifier` of their runtime's package.
 *
 * @throws DatError for wrong options, and for nothing else.
 */
export function createNotifier(given: NotifierOptions, host: NotifierHost): Notifier {
	const options = resolveOptions(given);
	const house: House = {
		given,
		options,
		host,
		books: createBooks(),
		news: createNewsroom(given, host),
		drain: createDrain(host.clock),
	};
	const { books, drain, news } = house;
	const switchboard = openSwitchboard(house, (message) => post(message));
	const post = (message: OwnMessage): void => {
		drain.opened();
		switchboard.place(
			createOwnEntry(message, createAlertId(host.random), {
				elapsedMs: host.clock.elapsed(),
				books,
				onEnd: drain.closed,
			}),
		);
	};
	const storms = createStormReport({ clock: host.clock, audit: options.audit, post });
	const door = createDoor({ ...house, storms, post, place: switchboard.place });
	if (options.enabled && options.targets.size === 0) {
		news.warn(
			"no-webhooks",
			"no webhook is set, so every alert will be dropped; set webhooks.alerts or DISCORD_WEBHOOK_ALERTS",
		);
	}

	const flush = async (timeoutMs = FLUSH_MS): Promise<boolean> => {
		storms.tell();
		await drain.wait(timeoutMs);
		return books.stats().pending === 0;
	};
	let closing: Promise<boolean> | undefined;
	const close = async (timeoutMs?: number): Promise<boolean> => {
		door.close();
		const isSettled = await flush(timeoutMs);
		for (const lane of switchboard.lanes()) lane.close();
		return isSettled;
	};
	const notifier: Notifier = {
		notify: (alert) => door.raise(alert).receipt,
		send: (alert, sendOptions = {}) =>
			awaitOutcome((onOutcome) => door.raise(alert, onOutcome), sendOptions, host.clock),
		probe: () => probeTargets(host, options),
		flush,
		close: (timeoutMs) => {
			closing ??= close(timeoutMs);
			return closing;
		},
		stats: books.stats,
		[Symbol.asyncDispose]: async () => {
			await notifier.close();
		},
	};
	return notifier;
}

/** What the parts of a notifier share. */
export interface House {
	readonly given: NotifierOptions;
	readonly options: ResolvedOptions;
	readonly host: NotifierHost;
	readonly books: Books;
	readonly news: Newsroom;
	readonly drain: Drain;
}

function openSwitchboard(
	{ given, options, host, books, news }: House,
	post: (message: OwnMessage) => void,
): Switchboard {
	const mourned = new Set<string>();
	const onGone = (channel: string, gone: Webhook, httpStatus: number, discordCode: number): Target | undefined => {
		const webhookId = gone.id;
		news.emit({ type: "dead-webhook", channel, webhookId, httpStatus, discordCode });
		const url = host.reloadWebhook?.(channel);
		const target = url === undefined ? undefined : tryTarget(channel, url, given);
		if (target && target.webhook.url !== gone.url) return target;
		if (!mourned.has(webhookId)) post(goneNotice(channel, httpStatus));
		mourned.add(webhookId);
		return undefined;
	};
	return createSwitchboard({
		platform: host,
		settings: options.lane,
		shared: createSharedGate(),
		identity: { username: options.username, avatarUrl: options.avatarUrl },
		queue: options.queue,
		targets: options.targets,
		onGone,
		emit: (event) => {
			if (event.type === "attempt") books.count("requests");
			if (event.type === "attempt" && event.status === 429) books.count("rateLimited");
			news.emit(event);
		},
	});
}

function tryTarget(channel: string, url: string, given: NotifierOptions): Target | undefined {
	try {
		return readTarget(channel, url, given);
	} catch {
		return undefined; // what the file holds now is no webhook: the old one stays dead, and the notice says so
	}
}

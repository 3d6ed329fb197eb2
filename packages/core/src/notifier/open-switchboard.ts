import { createSharedGate } from "../delivery/gate.ts";
import { createSwitchboard, type Switchboard, type Target } from "../delivery/switchboard.ts";
import type { NotifierOptions } from "../options/options.ts";
import { readTarget } from "../options/target.ts";
import { goneNotice } from "./gone-notice.ts";
import { isGuardedTarget } from "./guard.ts";
import type { House } from "./house.ts";
import type { OwnMessage } from "./own-messages.ts";

/** The lanes of a notifier, with the books kept of their requests and one notice for each webhook that is gone. */
export function openSwitchboard(house: House, post: (message: OwnMessage) => void): Switchboard {
	const { given, options, host, books, news } = house;
	const mourned = new Set<string>();
	return createSwitchboard({
		platform: host,
		settings: options.lane,
		shared: createSharedGate(),
		identity: { username: options.username, avatarUrl: options.avatarUrl },
		queue: options.queue,
		// What is guarded has no lane: no summary, audit line or detour of another channel's P0 may reach it either.
		targets: new Map([...options.targets].filter(([, target]) => !isGuardedTarget(house, target))),
		onSend: (entries) => host.onSend?.(entries.map(({ id }) => id)),
		onGone: (channel, { id, url }, { status, code }) => {
			news.emit({ type: "dead-webhook", channel, webhookId: id, httpStatus: status, discordCode: code });
			const target = reload(channel, host.reloadWebhook?.(channel), given);
			if (target && target.webhook.url !== url && !isGuardedTarget(house, target)) return target;
			if (!mourned.has(id)) post(goneNotice(channel, status));
			mourned.add(id);
			return undefined;
		},
		emit: (event) => {
			if (event.type === "attempt") books.count("requests");
			if (event.type === "attempt" && event.status === 429) books.count("rateLimited");
			if (event.type === "wait" && event.reason === "banned") {
				news.warn("edge-block", "Discord's edge blocks this address for a while: too many refused requests");
			}
			news.emit(event);
		},
	});
}

function reload(channel: string, url: string | undefined, given: NotifierOptions): Target | undefined {
	try {
		return url === undefined ? undefined : readTarget(channel, url, given);
	} catch {
		return undefined; // what the file holds now is no webhook: the old one stays dead, and the notice says so
	}
}

import { type Alert, channelOf, findFault, mentionsOf } from "./alert.ts";
import { type Entry, type Gate, Lane } from "./lane.ts";
import { buildAudit, buildMessage, buildSummary } from "./message.ts";
import type { Outcome, Reason, Receipt, Stats } from "./outcome.ts";
import { isGuarded, type Options, resolve, type Settings } from "./settings.ts";
import { clean, cut } from "./text.ts";
import { Throttle } from "./throttle.ts";
import type { Webhook } from "./webhook.ts";

/** What the boot check found. */
export interface Health {
	readonly status: "alive" | "dead" | "unreachable";
	readonly detail: string;
}

/**
 * Raises alerts.
 *
 * @example
 * const notifier = new Notifier(); // webhooks from DISCORD_WEBHOOK_*
 * notifier.notify({ severity: "P1", title: "Auth degraded" });
 * await notifier.close();
 */
export class Notifier {
	readonly #settings: Settings;
	readonly #throttle: Throttle;
	readonly #gate: Gate = { opensAtMs: 0 };
	readonly #lanes: Lane[] = [];
	readonly #books = {
		raised: 0,
		delivered: 0,
		suppressed: 0,
		dropped: 0,
		pending: 0,
	};
	readonly #watchers = new Set<() => void>();
	#teller: ReturnType<typeof setTimeout> | undefined;
	#tellAtMs = Infinity;
	#isClosed = false;

	/** @throws {TypeError} when the options cannot work */
	constructor(options: Options = {}) {
		this.#settings = resolve(options);
		const { throttleMax, throttleWindowMs } = this.#settings;
		this.#throttle = new Throttle(throttleMax, throttleWindowMs);
	}

	/** Raises an alert. Returns at once and never throws. */
	notify(alert: Alert): Receipt {
		return toReceipt(this.#raise(alert));
	}

	/** Raises an alert and waits for its outcome; after `timeoutMs` it is what is true then, `pending` perhaps. */
	async send(alert: Alert, { timeoutMs = Infinity } = {}): Promise<Outcome> {
		const raised = this.#raise(alert);
		if ("status" in raised) return raised;
		await this.#until(() => raised.outcome !== undefined, timeoutMs);
		const { id = "", channel = "" } = raised;
		return raised.outcome ?? { status: "pending", id, channel };
	}

	stats(): Stats {
		return { ...this.#books };
	}

	// #region boot-check
	/** Asks Discord about each webhook and posts nothing. An outage is no misconfiguration: only 401 and 404 are dead. */
	async probe(): Promise<
		{ channels: Record<string, Health>; p0Mention: string }
	> {
		const { webhooks, p0Mention } = this.#settings;
		const asked = [...webhooks].map(async ([channel, webhook]) =>
			[channel, await this.#health(webhook)] as const
		);
		return {
			channels: Object.fromEntries(await Promise.all(asked)),
			p0Mention,
		};
	}

	async #health(webhook: Webhook): Promise<Health> {
		const lane = this.#laneOf(webhook);
		if (isGuarded(webhook) || lane.isShut) {
			const detail = "not asked: a test, or Discord told us to wait";
			return { status: "unreachable", detail };
		}
		const reply = await webhook.get(this.#settings.timeoutMs);
		lane.heed(reply);
		if (reply.kind === "ok") {
			return { status: "alive", detail: "Discord knows the webhook" };
		}
		const isDead = reply.status === 401 || reply.status === 404;
		return { status: isDead ? "dead" : "unreachable", detail: reply.detail };
	}
	// #endregion boot-check

	/** Waits until everything has settled, audit lines too; false when the time was not enough. */
	flush(timeoutMs = 10_000): Promise<boolean> {
		return this.#until(
			() => this.#lanes.every((lane) => lane.isIdle),
			timeoutMs,
		);
	}

	/** Tells of the storms, flushes, and stops; what is left ends `dropped: closed`. */
	async close(timeoutMs = 10_000): Promise<boolean> {
		this.#tellStorms(Infinity);
		this.#isClosed = true;
		clearTimeout(this.#teller);
		const isDone = await this.flush(timeoutMs);
		for (const lane of this.#lanes) lane.close();
		return isDone;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	// #region route
	/** The webhook of a channel; the default stands in for all but the audit trail. */
	#webhookOf(channel: string): Webhook | undefined {
		const { webhooks, audit } = this.#settings;
		const isTrail = channel === "audit" || channel === audit;
		return webhooks.get(channel) ??
			(isTrail ? undefined : webhooks.get("default"));
	}

	/** Throttle, route, queue: an outcome at once, or an entry that gets one. */
	#raise(alert: Alert): Outcome | Entry {
		const id = crypto.getRandomValues(new Uint8Array(16)).toHex();
		this.#books.raised++;
		const next = this.#refuse(alert) ?? this.#compose(alert);
		if ("status" in next) {
			this.#books[next.status]++;
			return { ...next, id };
		}
		const channel = channelOf(alert);
		const entry = { ...next, id, channel };
		this.#books.pending++;
		this.#laneOf(this.#webhookOf(channel) as Webhook).push(entry);
		return entry;
	}

	/** What TypeScript would have refused may come from JavaScript, or from JSON. */
	#compose(alert: Alert) {
		const { username, p0Mention } = this.#settings;
		try {
			const mentions = mentionsOf(alert, p0Mention);
			return {
				...blank(alert, buildMessage(alert, [], username)),
				body: buildMessage(alert, mentions, username),
			};
		} catch (error) {
			return dropped("invalid", `not an alert: ${(error as Error).message}`);
		}
	}

	/** Why the alert goes nowhere; undefined when it goes somewhere. */
	#refuse(alert: Alert) {
		const fault = findFault(alert);
		if (fault) return dropped("invalid", fault);
		const channel = channelOf(alert);
		if (!this.#settings.enabled) return suppressed("disabled", channel);
		if (this.#isClosed) return dropped("closed", "the notifier is closed");
		const webhook = this.#webhookOf(channel);
		if (!webhook) return dropped("unrouted", `no webhook for ${channel}`);
		if (isGuarded(webhook)) return suppressed("test-guard", channel);
		if (!this.#throttle.passes(alert, performance.now())) {
			this.#scheduleTelling();
			return suppressed("throttled", channel);
		}
		return undefined;
	}
	// #endregion route

	#laneOf(webhook: Webhook): Lane {
		const known = this.#lanes.find((lane) => lane.webhook.isSame(webhook));
		if (known) return known;
		const lane = new Lane(
			webhook,
			this.#settings,
			this.#gate,
			(entry) => this.#onSettled(entry),
		);
		this.#lanes.push(lane);
		return lane;
	}

	#onSettled(entry: Entry): void {
		const { outcome } = entry;
		if (entry.id !== undefined && outcome) {
			this.#books[outcome.status]++;
			this.#books.pending--;
			this.#mirror(entry, outcome);
		}
		for (const look of this.#watchers) look();
	}

	// #region audit
	/** One line in the trail for each alert that was routed. It goes to a lane of its own, so nothing waits for it. */
	#mirror({ of, channel = "" }: Entry, { status, reason }: Outcome): void {
		const { audit } = this.#settings;
		const isTrail = channel === "audit" || channel === audit;
		const webhook = audit === false ? undefined : this.#webhookOf(audit);
		const isLate = reason === "closed"; // the trail is closed, too
		if (typeof of === "string" || isTrail || isLate) return;
		if (!webhook || isGuarded(webhook)) return;
		const how = reason ? `${status}: ${reason}` : status;
		const title = cut(clean(of.title), 150);
		const line = `\`${of.severity}\` ${title} → ${channel}, ${how}`;
		this.#laneOf(webhook).push(blank(line, buildAudit([line])));
	}
	// #endregion audit

	/** Tells of a storm when its window ends. Until then the program stays alive, unless it closes the notifier. */
	#scheduleTelling(): void {
		const dueMs = this.#throttle.nextDueMs;
		if (dueMs >= this.#tellAtMs || this.#isClosed) return;
		this.#tellAtMs = dueMs;
		clearTimeout(this.#teller);
		const waitMs = Math.ceil(dueMs - performance.now());
		this.#teller = setTimeout(() => {
			this.#tellAtMs = Infinity;
			this.#tellStorms(performance.now());
			this.#scheduleTelling();
		}, waitMs);
	}

	/** Says how many alerts a storm has cost, where they would have been, and pings nobody. */
	#tellStorms(nowMs: number): void {
		for (const { alert, count } of this.#throttle.tell(nowMs)) {
			const webhook = this.#webhookOf(channelOf(alert));
			const body = buildSummary(alert, count, this.#settings.username);
			if (webhook) this.#laneOf(webhook).push(blank(alert, body));
		}
	}

	#until(isDone: () => boolean, timeoutMs: number): Promise<boolean> {
		if (isDone()) return Promise.resolve(true);
		return new Promise((resolve) => {
			const end = (done: boolean) => {
				clearTimeout(timer);
				this.#watchers.delete(look);
				resolve(done);
			};
			const look = () => isDone() && end(true);
			const timer = Number.isFinite(timeoutMs)
				? setTimeout(() => end(false), timeoutMs)
				: undefined;
			this.#watchers.add(look);
		});
	}
}

function blank(of: Alert | string, body: string): Entry {
	return {
		of,
		body,
		quietBody: body,
		attempts: 0,
		failures: 0,
		limited: 0,
		maybeDelivered: false,
		notBeforeMs: 0,
	};
}

function dropped(reason: Reason, detail: string) {
	return { status: "dropped", reason, detail } as const;
}

function suppressed(reason: Reason, channel: string) {
	return { status: "suppressed", reason, channel } as const;
}

function toReceipt(raised: Outcome | Entry): Receipt {
	const outcome = "status" in raised ? raised : raised.outcome;
	const { id = "" } = raised;
	if (outcome?.status !== "suppressed" && outcome?.status !== "dropped") {
		return { id, state: "queued" };
	}
	const { status: state, reason } = outcome;
	return { id, state, ...(reason && { reason }) };
}

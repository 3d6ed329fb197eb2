// What a program holds: it raises alerts, and every one of them ends in an outcome that is counted.
import { randomBytes } from "node:crypto";
import { createDelivery, Door, Lane, RANKS } from "./lane.mjs";
import { isAlert, toAuditMessage, toMessage } from "./message.mjs";
import { keyOf, Throttle } from "./throttle.mjs";

const CHANNEL_OF = { P0: "alerts", P1: "alerts", P2: "info", P3: "info", DEV: "dev" };
const LONGEST_LINES = 1_900;

export class Notifier {
	#settings;
	#lanes = new Map();
	#throttle;
	#isClosed = false;
	#counts = { raised: 0, delivered: 0, suppressed: 0, dropped: 0 };

	constructor(settings) {
		this.#settings = settings;
		const door = new Door();
		// Two channels with one webhook share its lane.
		for (const webhook of settings.webhooks.values()) {
			if (!this.#lanes.has(webhook.id)) this.#lanes.set(webhook.id, new Lane(webhook, { door, settings }));
		}
		this.#throttle = new Throttle(settings, (alert, count) => this.#summarise(alert, count));
	}

	/** Raises an alert and returns at once; the network is none of the caller's business. */
	notify(alert) {
		const { id, ended } = this.#raise(alert, () => {});
		return ended ? { id, state: ended.status, reason: ended.reason } : { id, state: "queued" };
	}

	/** Raises an alert and resolves with how it ended, or with `pending` when that takes longer than `timeoutMs`. */
	send(alert, timeoutMs) {
		return new Promise((resolve) => {
			const { id, channel } = this.#raise(alert, resolve);
			if (timeoutMs) setTimeout(resolve, timeoutMs, { status: "pending", id, channel }).unref();
		});
	}

	stats() {
		const { raised, delivered, suppressed, dropped } = this.#counts;
		return { ...this.#counts, pending: raised - delivered - suppressed - dropped };
	}

	/** Whether Discord knows each webhook. Posts nothing. */
	async probe() {
		const asked = [...this.#settings.webhooks].map(async ([channel, webhook]) => [
			channel,
			await webhook.get(this.#settings.timeoutMs),
		]);
		return { channels: Object.fromEntries(await Promise.all(asked)), p0Mention: this.#settings.p0Mention };
	}

	/** Resolves with whether everything had settled in time. */
	async flush(timeoutMs = 10_000) {
		let timer;
		const tooLate = new Promise((resolve) => {
			timer = setTimeout(resolve, timeoutMs, false);
		});
		const isSettled = await Promise.race([this.#settled(), tooLate]);
		clearTimeout(timer);
		return isSettled;
	}

	/** As `flush`, after telling what the throttle holds back; then nothing is sent any more. */
	async close(timeoutMs) {
		this.#throttle.close();
		const isSettled = await this.flush(timeoutMs);
		this.#isClosed = true;
		for (const lane of this.#lanes.values()) lane.close();
		return isSettled;
	}

	/** What a person sees who prints it: names and ids, no URL. */
	toJSON() {
		return {
			webhooks: Object.fromEntries(
				[...this.#settings.webhooks].map(([channel, { id }]) => [channel, `[webhook ${id}]`]),
			),
		};
	}

	async #settled() {
		const lanes = [...this.#lanes.values()];
		// The end of an alert may put a line into the audit lane, so ask again.
		while (lanes.some((lane) => !lane.isIdle)) await Promise.all(lanes.map((lane) => lane.idle));
		return true;
	}

	#raise(alert, resolve) {
		const id = randomBytes(16).toString("hex");
		const channel = isAlert(alert) ? this.#channelOf(alert) : undefined;
		const raised = { id, channel };
		this.#counts.raised++;
		const settle = (outcome) => {
			if (raised.ended) return;
			raised.ended = { id, ...(channel && { channel }), ...outcome };
			this.#counts[outcome.status]++;
			this.#mirror(alert, raised.ended);
			resolve(raised.ended);
		};
		const refused = this.#refuse(alert, channel);
		if (refused) settle(refused);
		else this.#enqueue(alert, { channel, settle });
		return raised;
	}

	/** Why an alert does not even enter a lane. */
	#refuse(alert, channel) {
		const drop = (reason, detail) => ({ status: "dropped", reason, detail });
		if (!isAlert(alert)) return drop("invalid", "an alert needs a severity (P0, P1, P2, P3, DEV) and a title");
		if (this.#isClosed) return drop("closed", "the notifier is closed");
		if (!this.#settings.enabled) return { status: "suppressed", reason: "disabled" };
		const webhook = this.#webhookOf(channel);
		if (!webhook) return drop("unrouted", `there is no webhook for "${channel}", and none by default`);
		if (this.#settings.isTest && webhook.isDiscord) return { status: "suppressed", reason: "test-guard" };
		if (!this.#throttle.admit(alert)) return { status: "suppressed", reason: "throttled", key: keyOf(alert) };
		return undefined;
	}

	#channelOf({ severity, trade, channel }) {
		return channel ?? (severity === "P3" && trade ? "trades" : CHANNEL_OF[severity]);
	}

	#webhookOf(channel) {
		const { webhooks } = this.#settings;
		return webhooks.get(channel) ?? (channel === this.#settings.audit ? undefined : webhooks.get("default"));
	}

	#enqueue(alert, { channel, settle }) {
		const message = toMessage(alert, { p0Mention: this.#settings.p0Mention, raisedAt: Date.now() });
		this.#push(channel, { message, rank: RANKS[alert.severity], threadId: alert.thread?.id, settle });
	}

	#push(channel, { message, ...delivery }) {
		const { username } = this.#settings;
		const lane = this.#lanes.get(this.#webhookOf(channel).id);
		lane.push(createDelivery({ ...delivery, message: { ...(username && { username }), ...message } }));
	}

	/** One message for all that the throttle held back of a key; it is no alert, and is not counted as one. */
	#summarise(alert, count) {
		const { severity, title } = alert;
		const summary = { severity, title: `${count} more held back: ${title}`, mention: [] };
		this.#enqueue(summary, { channel: this.#channelOf(alert), settle: () => {} });
	}

	/** The audit trail: a line for what was delivered or dropped, which waits for nobody and nobody waits for. */
	#mirror({ severity, title } = {}, { status, reason, channel }) {
		const { audit, webhooks } = this.#settings;
		if (status === "suppressed" || !channel || channel === audit || !webhooks.has(audit) || this.#isClosed) return;
		if (!this.#webhookOf(channel)) return;
		const line = `${severity} · ${title.slice(0, 300)} → ${channel}: ${reason ? `dropped (${reason})` : status}`;
		const last = this.#lanes.get(webhooks.get(audit).id).lastLine;
		const lines = `${last?.message.content}\n${line}`;
		if (last && !last.body && lines.length <= LONGEST_LINES) Object.assign(last.message, toAuditMessage(lines));
		else this.#push(audit, { message: toAuditMessage(line), rank: RANKS.audit, settle: () => {} });
	}
}

import { type Alert, SEVERITIES } from "./alert.ts";
import { buildAudit } from "./message.ts";
import type { Outcome, Reason } from "./outcome.ts";
import { type Reply, silent } from "./reply.ts";
import type { Settings } from "./settings.ts";
import type { Webhook } from "./webhook.ts";

/** An alert, a summary or an audit line on its way. */
export interface Entry {
	/** Undefined for what is ours: summaries and audit lines are counted nowhere and mirrored nowhere. */
	readonly id?: string;
	/** The alert, or for an audit line its text. */
	readonly of: Alert | string;
	readonly channel?: string;
	body: string;
	/** The message without its mention, for when it may have pinged already. */
	readonly quietBody: string;
	attempts: number;
	failures: number;
	limited: number;
	maybeDelivered: boolean;
	notBeforeMs: number;
	outcome?: Outcome;
}

/** What shuts all lanes at once: a global 429, or a ban of the address. */
export interface Gate {
	opensAtMs: number;
}

const AUDIT = 3;
const LINES_PER_MESSAGE = 10;

/**
 * The queue in front of one webhook: one request at a time, P0 first, then P1, then the rest in order, audit lines last. It
 * waits out what Discord tells it to.
 */
export class Lane {
	readonly #queues: Entry[][] = [[], [], [], []];
	#flying: Entry | undefined;
	#opensAtMs = 0;
	#isGone = false;
	#isWorking = false;
	#wake = () => {};

	constructor(
		readonly webhook: Webhook,
		private readonly settings: Settings,
		private readonly gate: Gate,
		private readonly onSettled: (entry: Entry) => void,
	) {}

	// #region queue
	/** Takes an entry; a full lane loses the least severe first, and of those the oldest. */
	push(entry: Entry): void {
		if (this.#isGone) {
			return this.#drop(entry, "gone", silent(false, "the webhook is gone"));
		}
		this.#queueOf(entry).push(entry);
		this.#evict(isAudit(entry));
		this.#wake();
		if (!this.#isWorking) void this.#work();
	}

	get isIdle(): boolean {
		return !this.#flying && this.#queues.every((queue) => queue.length === 0);
	}

	/** Whether Discord told us to wait: then nobody may ask. */
	get isShut(): boolean {
		return this.#shutUntilMs > performance.now();
	}

	/** What is left ends; an attempt under way may have arrived. */
	close(): void {
		const left = this.#drain();
		if (this.#flying) {
			this.#flying.maybeDelivered = true;
			left.push(this.#flying);
		}
		this.#flying = undefined;
		for (const entry of left) {
			this.#drop(
				entry,
				"closed",
				silent(false, "the notifier was closed first"),
			);
		}
		this.#wake();
	}

	async #work(): Promise<void> {
		this.#isWorking = true;
		for (let queue = this.#next(); queue; queue = this.#next()) {
			const [head] = queue as [Entry];
			const waitMs = Math.max(this.#shutUntilMs, head.notBeforeMs) -
				performance.now();
			if (waitMs > 0) await this.#sleep(waitMs);
			else await this.#attempt(gather(queue));
		}
		this.#isWorking = false;
	}

	#next(): Entry[] | undefined {
		return this.#queues.find((queue) => queue.length > 0);
	}

	async #attempt(entry: Entry): Promise<void> {
		this.#flying = entry;
		const threadId = typeof entry.of === "object"
			? entry.of.thread?.id
			: undefined;
		const { timeoutMs } = this.settings;
		const reply = await this.webhook.post(entry.body, timeoutMs, threadId);
		if (this.#flying !== entry) return; // closed meanwhile
		this.#flying = undefined;
		this.#conclude(entry, reply);
	}

	/** Until then, or until something is pushed. A wait that no alert sits out does not keep the program alive. */
	#sleep(ms: number): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, Math.ceil(ms));
			if (ms > this.settings.maxWaitMs) Deno.unrefTimer(timer);
			this.#wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}

	/** Alerts and audit lines are bounded each for themselves. */
	#evict(audit: boolean): void {
		const waiting = this.#queues.flat().filter((each) =>
			isAudit(each) === audit
		);
		const flying = this.#flying && isAudit(this.#flying) === audit ? 1 : 0;
		const { queueMax } = this.settings;
		if (waiting.length + flying <= queueMax) return;
		const least = waiting.reduce((a, b) => rankOf(b) > rankOf(a) ? b : a);
		const queue = this.#queueOf(least);
		queue.splice(queue.indexOf(least), 1);
		const why = `more than ${queueMax} alerts were waiting`;
		this.#drop(least, "overflow", silent(false, why));
	}

	#queueOf(entry: Entry): Entry[] {
		const index = isAudit(entry) ? AUDIT : Math.min(rankOf(entry), 2);
		return this.#queues[index] as Entry[];
	}
	// #endregion queue

	get #shutUntilMs(): number {
		return Math.max(this.#opensAtMs, this.gate.opensAtMs);
	}

	/** Learns from an answer, whoever got it. */
	heed({ waitMs, forEveryone }: Reply): void {
		const untilMs = performance.now() + waitMs;
		this.#opensAtMs = Math.max(this.#opensAtMs, untilMs);
		if (forEveryone) {
			this.gate.opensAtMs = Math.max(this.gate.opensAtMs, untilMs);
		}
	}

	// #region backoff
	/** What becomes of an entry after one attempt. */
	#conclude(entry: Entry, reply: Reply): void {
		entry.attempts++;
		this.heed(reply);
		switch (reply.kind) {
			case "ok":
				return this.#settle(entry, "delivered", reply);
			case "rejected":
				return this.#drop(entry, "rejected", reply);
			case "gone":
				this.#isGone = true; // a dead webhook is never asked again
				for (const each of [entry, ...this.#drain()]) {
					this.#drop(each, "gone", reply);
				}
				return;
			case "limited":
				return this.#afterLimit(entry, reply);
			default:
				return this.#afterFailure(entry, reply);
		}
	}

	/** The lane waits, however long; an alert that meets more than the longest wait ends. */
	#afterLimit(entry: Entry, reply: Reply): void {
		const { maxAttempts, maxWaitMs } = this.settings;
		entry.limited++;
		const mayWait = entry.limited <= maxAttempts && reply.waitMs <= maxWaitMs;
		if (mayWait && !entry.maybeDelivered) this.#queueOf(entry).unshift(entry);
		else this.#drop(entry, "exhausted", reply);
	}

	/**
	 * Full jitter under a doubling ceiling: equal waits make a herd. An attempt that may have arrived is repeated once, and
	 * then wakes nobody a second time.
	 */
	#afterFailure(entry: Entry, reply: Reply): void {
		const { maxAttempts, backoffMs } = this.settings;
		entry.failures++;
		const wasLast = entry.maybeDelivered || entry.failures >= maxAttempts;
		if (reply.isWritten) {
			entry.maybeDelivered = true;
			entry.body = entry.quietBody;
		}
		if (wasLast) return this.#drop(entry, "exhausted", reply);
		const ceiling = backoffMs * Math.min(2 ** (entry.failures - 1), 30);
		entry.notBeforeMs = performance.now() +
			Math.max(Math.random() * ceiling, backoffMs / 4);
		this.#queueOf(entry).unshift(entry);
	}
	// #endregion backoff

	#drain(): Entry[] {
		return this.#queues.flatMap((queue) => queue.splice(0));
	}

	#drop(entry: Entry, reason: Reason, reply: Reply): void {
		this.#settle(entry, "dropped", reply, reason);
	}

	#settle(
		entry: Entry,
		status: "delivered" | "dropped",
		reply: Reply,
		reason?: Reason,
	): void {
		const { id = "", channel = "", attempts, maybeDelivered } = entry;
		const { messageId, status: httpStatus, code, errors, detail } = reply;
		entry.outcome = {
			status,
			id,
			channel,
			attempts,
			...(messageId && { messageId }),
			...(reason && { reason, detail }),
			...(reason && maybeDelivered && { maybeDelivered }),
			...(reason && httpStatus > 0 && { httpStatus }),
			...(code !== undefined && { discordCode: code }),
			...(errors && { errors }),
		};
		this.onSettled(entry);
	}
}

function isAudit(entry: Entry): boolean {
	return typeof entry.of === "string";
}

function rankOf({ of }: Entry): number {
	return typeof of === "string" ? AUDIT : SEVERITIES.indexOf(of.severity);
}

/** The head of the queue; audit lines that wait share a message. */
function gather(queue: Entry[]): Entry {
	const entry = queue.shift() as Entry;
	if (isAudit(entry) && entry.attempts === 0) {
		const more = queue.splice(0, LINES_PER_MESSAGE - 1);
		entry.body = buildAudit([entry, ...more].map(({ of }) => String(of)));
	}
	return entry;
}

// The queue in front of one webhook: one request at a time, the most severe first, and never before Discord allows it.
import { setTimeout as sleep } from "node:timers/promises";
import { withoutMention } from "./message.mjs";

/** Who goes first: P0, then P1, then the rest, then the audit trail. */
export const RANKS = { P0: 0, P1: 1, P2: 2, P3: 2, DEV: 2, audit: 3 };

/** What all lanes share: a global limit or a ban shuts them all. */
export class Door {
	openAt = 0;
}

/** A message on its way, with what happened to it so far. `settle` hears how it ended, once. */
export function createDelivery({ message, rank, threadId, settle }) {
	return { message, rank, threadId, settle, attempts: 0, limited: 0, failed: 0, maybeArrived: 0 };
}

export class Lane {
	#waiting = [[], [], [], []];
	#current;
	#openAt = 0;
	#isGone = false;
	#isRunning = false;
	#closing = new AbortController();
	#webhook;
	#door;
	#settings;

	/** Resolves when there was nothing left to do. */
	idle = Promise.resolve();

	constructor(webhook, { door, settings }) {
		this.#webhook = webhook;
		this.#door = door;
		this.#settings = settings;
	}

	get isIdle() {
		return !this.#isRunning;
	}

	/** The audit line that still waits, so that another may join it. */
	get lastLine() {
		return this.#waiting[RANKS.audit].at(-1);
	}

	push(delivery) {
		this.#waiting[delivery.rank].push(delivery);
		if (this.#waiting.flat().length > this.#settings.queueMax) this.#evict();
		if (this.#isRunning) return;
		this.#isRunning = true;
		this.idle = this.#run();
	}

	/** Ends what waits, and what is under way. */
	close() {
		this.#endAll("closed", "the notifier was closed first");
		if (this.#current)
			end(this.#current, { reason: "closed", detail: "the notifier was closed first", maybeDelivered: true });
		this.#closing.abort();
	}

	/** The oldest of the least severe goes, so that a P0 is lost last. */
	#evict() {
		const lost = this.#waiting.findLast((rank) => rank.length > 0).shift();
		end(lost, { reason: "overflow", detail: "the queue of its webhook was full" });
	}

	#endAll(reason, detail) {
		for (const delivery of this.#waiting.flatMap((rank) => rank.splice(0))) end(delivery, { reason, detail });
	}

	async #run() {
		await null; // whoever raised the alert goes on first
		while (this.#waiting.some((rank) => rank.length > 0)) {
			await this.#untilOpen();
			this.#current = this.#waiting.find((rank) => rank.length > 0)?.shift();
			if (this.#current) await this.#attempt(this.#current);
			this.#current = undefined;
		}
		this.#isRunning = false;
	}

	/** Sits out the wait, or gives up what waits when that would take too long: it is never cut short. */
	async #untilOpen() {
		if (this.#isGone) this.#endAll("gone", "Discord does not know the webhook any more");
		const leftMs = () => Math.max(this.#openAt, this.#door.openAt) - performance.now();
		while (leftMs() > 0 && !this.#closing.signal.aborted) {
			if (leftMs() > this.#settings.maxWaitMs)
				return this.#endAll("exhausted", "Discord asks for a longer wait than is allowed");
			await sleep(Math.ceil(leftMs()), undefined, { signal: this.#closing.signal }).catch(() => {});
		}
	}

	async #attempt(delivery) {
		delivery.attempts++;
		delivery.body ??= JSON.stringify(delivery.message);
		const answer = await this.#webhook.post(delivery, this.#settings.timeoutMs);
		if (answer.restMs > 0) this.#openAt = performance.now() + answer.restMs;
		this.#on[answer.kind](delivery, answer);
	}

	#on = {
		delivered: (delivery, { messageId }) =>
			delivery.settle({ status: "delivered", attempts: delivery.attempts, ...(messageId && { messageId }) }),

		limited: (delivery, { waitMs, isGlobal, ...facts }) => {
			const shut = { openAt: performance.now() + waitMs };
			if (isGlobal) this.#door.openAt = Math.max(this.#door.openAt, shut.openAt);
			else this.#openAt = shut.openAt;
			delivery.limited++;
			const isOver = delivery.limited > this.#settings.maxAttempts || waitMs > this.#settings.maxWaitMs;
			this.#again(delivery, { isOver, facts });
		},

		failed: (delivery, { mayHaveArrived, ...facts }) => {
			delivery.failed++;
			if (mayHaveArrived) {
				// Nobody can know: one more, which may be a duplicate, but must not wake anybody twice.
				delivery.maybeArrived++;
				Object.assign(delivery, { message: withoutMention(delivery.message), body: undefined });
			}
			this.#openAt = Math.max(this.#openAt, performance.now() + this.#backoffMs(delivery.failed));
			this.#again(delivery, {
				isOver: delivery.failed >= this.#settings.maxAttempts || delivery.maybeArrived > 1,
				facts,
			});
		},

		rejected: (delivery, facts) => end(delivery, { reason: "rejected", ...facts }),

		gone: (delivery, facts) => {
			this.#isGone = true;
			end(delivery, { reason: "gone", ...facts });
		},
	};

	#again(delivery, { isOver, facts }) {
		if (isOver || this.#closing.signal.aborted) end(delivery, { reason: "exhausted", ...facts });
		else this.#waiting[delivery.rank].unshift(delivery);
	}

	/** Full jitter under a doubling ceiling, but never next to nothing. */
	#backoffMs(failures) {
		const { backoffMs } = this.#settings;
		return Math.max(backoffMs / 4, Math.random() * Math.min(backoffMs * 2 ** (failures - 1), backoffMs * 30));
	}
}

function end({ settle, attempts, maybeArrived }, { kind, restMs, mayHaveArrived, discordCode, errors, ...facts }) {
	settle({
		status: "dropped",
		...(attempts > 0 && { attempts }),
		...(maybeArrived > 0 && { maybeDelivered: true }),
		...(discordCode > 0 && { discordCode }),
		...(errors?.length > 0 && { errors }),
		...facts,
	});
}

import { inFile, type Mutant, mutant } from "./mutant.ts";

const lane = inFile("lane.mjs");
const throttle = inFile("throttle.mjs");
const POST = "const answer = await this.#webhook.post(delivery, this.#settings.timeoutMs);";

/** Mistakes of waiting, retrying and queueing. */
export const IN_THE_LANE: readonly Mutant[] = [
	mutant(
		"posts twice",
		["REQ-01", "OBS-01"],
		lane(POST, `await this.#webhook.post(delivery, this.#settings.timeoutMs);\n\t\t${POST}`),
	),
	mutant(
		"retries 429 for long",
		["RTY-06"],
		lane("delivery.limited > this.#settings.maxAttempts ||", "delivery.limited > 20 ||"),
	),
	mutant(
		"shortens a long wait",
		["RTY-07"],
		lane(
			"limited: (delivery, { waitMs, isGlobal, ...facts }) => {",
			"limited: (delivery, { waitMs: told, isGlobal, ...facts }) => {\n\t\t\tconst waitMs = Math.min(told, this.#settings.maxWaitMs);",
		),
	),
	mutant(
		"renders each attempt anew",
		["RTY-09"],
		lane(
			"delivery.body ??= JSON.stringify(delivery.message);",
			"delivery.body = JSON.stringify({ ...delivery.message, tts: delivery.attempts > 1 });",
		),
	),
	mutant(
		"lets a P0 jump a 429",
		["RTY-10"],
		lane(
			"\t\tif (this.#isRunning) return;",
			"\t\tif (this.#isRunning && delivery.rank === 0) return void this.#attempt(this.#waiting[0].pop());\n\t\tif (this.#isRunning) return;",
		),
	),
	mutant(
		"takes a global limit for its own",
		["RTY-11"],
		lane("if (isGlobal) this.#door.openAt =", "if (isGlobal && waitMs < 0) this.#door.openAt ="),
	),
	mutant(
		"pauses all webhooks for one",
		["RTY-12"],
		lane("else this.#openAt = shut.openAt;", "else this.#door.openAt = shut.openAt;"),
	),
	mutant(
		"keeps one bucket for all",
		["RTY-14"],
		lane("if (answer.restMs > 0) this.#openAt =", "if (answer.restMs > 0) this.#door.openAt ="),
	),
	mutant(
		"retries 5xx for long",
		["SRV-02"],
		lane(
			"isOver: delivery.failed >= this.#settings.maxAttempts ||",
			"isOver: delivery.failed >= this.#settings.maxAttempts * 2 ||",
		),
	),
	mutant(
		"hammers",
		["SRV-03"],
		lane(
			"return Math.max(backoffMs / 4, Math.random() * Math.min(backoffMs * 2 ** (failures - 1), backoffMs * 30));",
			"return backoffMs / (50 * failures);",
		),
	),
	mutant("does not retry a reset", ["SRV-04"], lane("delivery.maybeArrived > 1", "delivery.maybeArrived > 0")),
	mutant("does not say that nobody knows", ["SRV-05"], lane("...(maybeArrived > 0 && { maybeDelivered: true }),", "")),
	mutant(
		"pings twice",
		["SRV-07"],
		lane("Object.assign(delivery, { message: withoutMention(delivery.message), body: undefined });", ""),
	),
	mutant(
		"says sent whatever happens",
		["ERR-02", "OBS-01"],
		lane(
			`rejected: (delivery, facts) => end(delivery, { reason: "rejected", ...facts }),`,
			`rejected: (delivery) => delivery.settle({ status: "delivered", attempts: delivery.attempts }),`,
		),
	),
	mutant("goes on with a dead webhook", ["ERR-03"], lane("\t\t\tthis.#isGone = true;\n", "")),
	mutant(
		"stops at a refusal",
		["ERR-05"],
		lane(
			`rejected: (delivery, facts) => end(delivery, { reason: "rejected", ...facts }),`,
			`rejected: (delivery, facts) => {\n\t\t\tthis.#isGone = true;\n\t\t\tend(delivery, { reason: "rejected", ...facts });\n\t\t},`,
		),
	),
	mutant(
		"knows no priority",
		["THR-04"],
		lane("{ P0: 0, P1: 1, P2: 2, P3: 2, DEV: 2, audit: 3 }", "{ P0: 2, P1: 2, P2: 2, P3: 2, DEV: 2, audit: 3 }"),
	),
	mutant(
		"has no bound",
		["QUE-01"],
		lane("if (this.#waiting.flat().length > this.#settings.queueMax) this.#evict();", ""),
	),
	mutant(
		"sends the newest first",
		["QUE-03"],
		lane(
			"this.#current = this.#waiting.find((rank) => rank.length > 0)?.shift();",
			"this.#current = this.#waiting.find((rank) => rank.length > 0)?.pop();",
		),
	),
	mutant(
		"loses the most severe first",
		["QUE-05"],
		lane("const lost = this.#waiting.findLast(", "const lost = this.#waiting.find("),
	),
	mutant(
		"counts one attempt",
		["OBS-01"],
		lane(`status: "delivered", attempts: delivery.attempts`, `status: "delivered", attempts: 1`),
	),
	mutant("swallows what it held back", ["THR-01"], throttle("if (held > 0) this.#tell(alert, held);", "")),
	mutant("ignores keys", ["THR-02"], throttle("key ?? `${severity}", "`${severity}")),
	mutant(
		"has windows that do not slide",
		["THR-03"],
		throttle(
			"state.passed = state.passed.filter((at) => now - at < this.#windowMs);",
			"if (now - (state.openedAt ?? -1e9) >= this.#windowMs) Object.assign(state, { openedAt: now, passed: [] });",
		),
	),
	mutant("masks every number", ["THR-05"], throttle("|\\d{4,})\\b", "|\\d+)\\b")),
];

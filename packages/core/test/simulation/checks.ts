import type { Call, History } from "./world.ts";

/** What is wrong with a history; empty when nothing is. Pure, so that it can be shown wrong histories. */
export function findFaults(history: History): string[] {
	return [
		...neverEarlier(history),
		...oneInFlight(history),
		...ordered(history),
		...accounted(history),
		...bounded(history),
		...pingsNobody(history),
		...p0Flies(history),
	];
}

function neverEarlier({ calls }: History): string[] {
	const wrong: string[] = [];
	for (const limit of calls.filter(({ toldMs }) => toldMs > 0)) {
		const untilMs = limit.answeredMs + limit.toldMs;
		for (const call of calls) {
			const isConcerned = limit.isForAll || call.webhookId === limit.webhookId;
			if (isConcerned && call.sentMs > limit.answeredMs && call.sentMs < untilMs) {
				wrong.push(`sent at ${call.sentMs}, but told at ${limit.answeredMs} to wait ${limit.toldMs} (${limit.fault})`);
			}
		}
	}
	return wrong;
}

function overlaps(call: Call, calls: readonly Call[]): Call[] {
	return calls.filter(
		(other) =>
			other !== call &&
			other.webhookId === call.webhookId &&
			other.sentMs <= call.sentMs &&
			other.answeredMs > call.sentMs &&
			calls.indexOf(other) < calls.indexOf(call),
	);
}

function oneInFlight({ calls }: History): string[] {
	return calls.flatMap((call) => {
		const others = overlaps(call, calls);
		const isFine = others.length === 0 || (others.length === 1 && (call.isUrgent || others[0]?.isUrgent));
		return isFine ? [] : [`${others.length + 1} requests in flight to one webhook at ${call.sentMs}`];
	});
}

function ordered({ calls, raised, webhooks, events }: History): string[] {
	const wrong: string[] = [];
	// An alert that took another way has left its lane's order.
	const rerouted = new Set(events.flatMap((event) => (event.type === "rerouted" ? event.id : [])));
	for (const { id } of webhooks) {
		const firsts: string[] = [];
		for (const call of calls)
			if (call.webhookId === id) for (const title of call.titles) if (!firsts.includes(title)) firsts.push(title);
		for (const severity of ["P0", "P1", "P2", "P3", "DEV"]) {
			const numbers = firsts
				.filter((title) => title.includes(`${severity} ·`))
				.flatMap((title) => /n(\d+)n$/.exec(title)?.[1] ?? [])
				.map(Number);
			const home = numbers.filter((number) => !rerouted.has(raised[number]?.receipt.id ?? ""));
			if (home.some((number, index) => index > 0 && number < (home[index - 1] ?? 0)))
				wrong.push(`${severity} out of order: ${home.join(" ")}`);
		}
	}
	return wrong;
}

function accounted({ raised, unbalancedMs, hasDrained, notifier, sandbox }: History): string[] {
	const wrong = unbalancedMs.map((ms) => `the books did not add up at ${ms}`);
	if (!hasDrained) wrong.push(`not drained: ${JSON.stringify(notifier.stats())}`);
	const stored = new Set(
		sandbox.messages().flatMap(({ body }) => (body["embeds"] as { title?: string }[]).map(({ title }) => title)),
	);
	for (const { title, outcomes, receipt } of raised) {
		if (outcomes.length !== 1) wrong.push(`${title} (${receipt.state}) has ${outcomes.length} outcomes`);
		const isStored = [...stored].some((text) => text?.endsWith(`· ${title}`));
		if (outcomes[0]?.status === "delivered" && !isStored)
			wrong.push(`${title} is said to be delivered, but Discord has it not`);
	}
	return wrong;
}

function bounded({ options, mostWaiting, webhooks }: History): string[] {
	const { max = 500, maxTotal = 10_000 } = options.queue ?? {};
	// Two flights of ten may be in the air for each webhook.
	const bound = Math.min(max * webhooks.length, maxTotal) + 20 * webhooks.length;
	return mostWaiting > bound ? [`${mostWaiting} alerts waited, the bound is ${bound}`] : [];
}

function pingsNobody({ sandbox }: History): string[] {
	return sandbox.messages().flatMap(({ notified, body }) => {
		const isP0 = JSON.stringify(body["embeds"]).includes("P0 ·");
		return notified.users.length + notified.roles.length > 0 || (notified.everyone && !isP0)
			? [`a ping by text: ${JSON.stringify(notified)}`]
			: [];
	});
}

/** A fresh P0 on a live lane waits for nothing but what Discord told, or another P0 in the air. */
function p0Flies({ calls, raised, events }: History): string[] {
	return raised.flatMap(({ severity, title, raisedMs, receipt, outcomes }) => {
		if (severity !== "P0" || receipt.state !== "queued" || title === "the same") return [];
		const first = calls.find(({ titles }) => titles.some((text) => text.endsWith(`· ${title}`)));
		const sentMs = first?.sentMs ?? Number.POSITIVE_INFINITY;
		if (sentMs - raisedMs <= 1) return [];
		if (first === undefined && outcomes[0]?.status === "dropped") return [];
		const hasReason = calls.some((call) => {
			const isHere = call.isForAll || call.webhookId === first?.webhookId;
			const isTold = call.toldMs > 0 && call.answeredMs <= sentMs && call.answeredMs + call.toldMs + 100 >= raisedMs;
			const unanswered = calls.filter(
				(other) => other.webhookId === first?.webhookId && other.sentMs <= raisedMs && other.answeredMs > raisedMs,
			);
			const isSpent =
				call.remaining !== undefined && call.remaining <= unanswered.length && call.resetAtMs + 300 >= raisedMs;
			const isBusy = call.isUrgent && call.sentMs <= raisedMs && call.answeredMs >= raisedMs;
			const isProbe =
				call.sentMs <= sentMs && call.answeredMs + 100 >= raisedMs && calls.some(({ toldMs }) => toldMs > 0);
			return isHere && (isTold || isSpent || isBusy || isProbe);
		});
		const isRerouted = events.some((event) => event.type === "rerouted" && event.id === receipt.id);
		return hasReason || isRerouted ? [] : [`P0 "${title}" waited ${sentMs - raisedMs} ms without reason`];
	});
}

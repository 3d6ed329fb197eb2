import type { Call, History } from "../history.ts";

/** A process never sends while it was told to wait. */
export function neverEarlier({ calls }: History): string[] {
	return calls
		.filter(({ toldMs }) => toldMs > 0)
		.flatMap((limit) => {
			const untilMs = limit.answeredMs + limit.toldMs;
			return calls
				.filter(({ life, webhookId }) => life === limit.life && (limit.isForAll || webhookId === limit.webhookId))
				.filter(({ sentMs }) => sentMs > limit.answeredMs && sentMs < untilMs)
				.map(
					({ sentMs }) => `sent at ${sentMs}, but told at ${limit.answeredMs} to wait ${limit.toldMs} (${limit.fault})`,
				);
		});
}

/** One request in flight to each webhook, and one more for a P0. */
export function oneInFlight({ calls }: History): string[] {
	return calls.flatMap((call, index) => {
		const others = calls.slice(0, index).filter((other) => overlaps(call, other));
		const isFine = others.length === 0 || (others.length === 1 && (call.isUrgent || others[0]?.isUrgent));
		return isFine ? [] : [`${others.length + 1} requests in flight to one webhook at ${call.sentMs}`];
	});
}

function overlaps(call: Call, earlier: Call): boolean {
	const isSameLane = earlier.webhookId === call.webhookId && earlier.life === call.life;
	return isSameLane && earlier.sentMs <= call.sentMs && earlier.answeredMs > call.sentMs;
}

/** What waits is bounded. */
export function bounded({ plan, mostWaiting, webhooks }: History): string[] {
	const { max = 500, maxTotal = 10_000 } = plan.options.queue ?? {};
	// Two flights of ten may be in the air for each webhook.
	const bound = Math.min(max * webhooks.length, maxTotal) + 20 * webhooks.length;
	return mostWaiting > bound ? [`${mostWaiting} alerts waited, the bound is ${bound}`] : [];
}

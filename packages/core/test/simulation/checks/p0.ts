import type { Call, History, Raised } from "../history.ts";
import { hasTitle, leaversOf } from "./read-history.ts";

/** A limit's margin, and a clock's grain. */
const SLACK_MS = 300;

/** A fresh P0 on a live lane waits for nothing but what Discord told, or another P0 in the air. */
export function p0Flies(history: History): string[] {
	return freshP0s(history).flatMap(({ alert, first }) => {
		const sentMs = first?.sentMs ?? Number.POSITIVE_INFINITY;
		const waitedMs = sentMs - alert.raisedMs;
		if (waitedMs <= 1 || (first === undefined && alert.outcomes[0]?.status === "dropped")) return [];
		const hasReason = history.calls.some((call) =>
			holdsBack(history, call, { raisedMs: alert.raisedMs, first, sentMs }),
		);
		return hasReason ? [] : [`P0 "${alert.title}" waited ${waitedMs} ms without reason`];
	});
}

/** Counted in requests: from the moment a P0 may go, at most one lesser alert is sent before it, which tries the webhook. */
export function p0GoesFirst(history: History): string[] {
	return freshP0s(history).flatMap(({ alert, first }) => {
		if (!first) return [];
		const before = history.calls.filter(
			({ life, webhookId, sentMs, isUrgent }) =>
				life === alert.life &&
				webhookId === first.webhookId &&
				!isUrgent &&
				sentMs > alert.raisedMs &&
				sentMs < first.sentMs,
		);
		return before.length > 1 ? [`${before.length} lesser requests were sent before P0 "${alert.title}"`] : [];
	});
}

/** P0s with a title of their own that were sent, or dropped, by the process that raised them, on their own lane. */
function freshP0s(history: History): { alert: Raised; first: Call | undefined }[] {
	const { raised, calls, lives } = history;
	const hasLeft = leaversOf(history);
	return raised
		.filter(({ severity, receipt, title }) => severity === "P0" && receipt.state === "queued" && title !== "the same")
		.filter((alert) => !hasLeft(alert))
		.map((alert) => ({
			alert,
			first: calls.find(({ titles, life }) => life === alert.life && hasTitle(titles, alert.title)),
		}))
		.filter(({ alert, first }) => first !== undefined || alert.life === lives.length - 1);
}

interface Wait {
	readonly raisedMs: number;
	readonly first: Call | undefined;
	readonly sentMs: number;
}

function holdsBack({ calls }: History, call: Call, { raisedMs, first, sentMs }: Wait): boolean {
	const isHere = (other: Call): boolean =>
		first === undefined || (other.webhookId === first.webhookId && other.life === first.life);
	if (!(call.isForAll || isHere(call))) return false;
	const isTold = call.toldMs > 0 && call.answeredMs <= sentMs && call.answeredMs + call.toldMs + 100 >= raisedMs;
	const unanswered = calls.filter((other) => isHere(other) && other.sentMs <= raisedMs && other.answeredMs > raisedMs);
	const isSpent =
		call.remaining !== undefined && call.remaining <= unanswered.length && call.resetAtMs + SLACK_MS >= raisedMs;
	const isBusy = call.isUrgent && call.sentMs <= raisedMs && call.answeredMs >= raisedMs;
	const isProbe = call.sentMs <= sentMs && call.answeredMs + 100 >= raisedMs && calls.some(({ toldMs }) => toldMs > 0);
	// What cannot be understood is taken for a limit all the same.
	const isAbsurd = call.status === 429 && call.toldMs === 0 && call.answeredMs <= sentMs;
	return isTold || isSpent || isBusy || isProbe || isAbsurd;
}

import { type HeaderReader, parseNumber } from "./rate-limit-headers.ts";

/** How long a 429 asks to wait, and who has to. */
export interface RetryWait {
	/** Without the safety margin. */
	readonly waitMs: number;
	/** Whom it concerns: this webhook, everything from this address, or a ban of the address. */
	readonly scope: "webhook" | "global" | "ban";
	/** The hidden limit of the channel: `X-RateLimit-Scope: shared` (Discord maintainers in discord-api-docs #4043). */
	readonly channelWide: boolean;
}

const DAY_MS = 86_400_000;

/** What is told without sense (zero, negative, words) must not become a hot loop (DAT-RTY-08). */
const NONSENSE_MS = 500;

/** The texts and shapes of an address ban: no `retry_after`, often not JSON (discord-api-docs #5810, #5385). */
const BAN = /\b1015\b|<html|<!doctype|blocked from accessing/i;

/**
 * Rule 3 of the design: the body's `retry_after` (seconds), else a positive `Retry-After`, else the ban pause for a ban,
 * else 1 s. They override `Reset-After`, `Reset` and `Remaining` (DAT-RTY-01, -02, -03, -05, -08).
 */
export function parseRetryWait(
	body: Record<string, unknown> | undefined,
	text: string,
	{ header, banPauseMs }: { readonly header: HeaderReader; readonly banPauseMs: number },
): RetryWait {
	const inBody = parseNumber(body?.["retry_after"]);
	const inHeader = parseNumber(header("retry-after"));
	const isBan = inBody === undefined && (body?.["code"] === 0 || BAN.test(text.slice(0, 2000)));
	const told = positive(inBody) ?? positive(inHeader);
	const scope = header("x-ratelimit-scope");
	return {
		waitMs:
			told === undefined ? untold(isBan ? banPauseMs : undefined, body, header) : bounded(told, header, banPauseMs),
		scope: isBan
			? "ban"
			: body?.["global"] === true || scope === "global" || header("x-ratelimit-global")
				? "global"
				: "webhook",
		channelWide: scope === "shared",
	};
}

function positive(seconds: number | undefined): number | undefined {
	return seconds !== undefined && seconds > 0 ? seconds : undefined;
}

function untold(banMs: number | undefined, body: Record<string, unknown> | undefined, header: HeaderReader): number {
	const isNonsense = body?.["retry_after"] !== undefined || header("retry-after") !== null;
	return banMs ?? (isNonsense ? NONSENSE_MS : 1000);
}

function bounded(seconds: number, header: HeaderReader, banPauseMs: number): number {
	// Unversioned URLs (v6) may still count in milliseconds: a value near a thousand times Reset-After is one
	// (discord-api-docs #2360, #4722).
	const resetAfter = parseNumber(header("x-ratelimit-reset-after"));
	const isMs = resetAfter !== undefined && seconds >= 1000 && seconds > resetAfter * 500 && seconds < resetAfter * 2000;
	const waitMs = isMs ? seconds : seconds * 1000;
	return waitMs > DAY_MS ? banPauseMs : waitMs;
}

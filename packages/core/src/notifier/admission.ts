import { createAddressReader } from "../alert/read-address.ts";
import { readHead } from "../alert/read-head.ts";
import { readWishes } from "../alert/read-wishes.ts";
import type { Severity } from "../alert/severity.ts";
import { readMember } from "../alert/show-value.ts";
import type { AlertAddress } from "../alert/snapshot.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import type { Dropped, Suppressed } from "../outcome/outcome.ts";
import type { Spool } from "../platform/spool.ts";
import { createMentionCooldown, MENTION_PAUSE_MS } from "../policy/mention-cooldown.ts";
import { decideRoute, type Route } from "../policy/route.ts";
import { createThrottle } from "../policy/throttle.ts";
import type { Admitted, Carrier, Ticket } from "./carrier.ts";

/** Why an alert may not enter. */
export type Refusal = Pick<Suppressed, "status" | "reason"> | Pick<Dropped, "status" | "reason" | "detail">;

/** What the door decides about an alert; without a refusal it may enter. */
export type Decision = Entrance | Rejection;

/** It may enter. */
export interface Entrance {
	readonly address: AlertAddress;
	readonly channel: string;
	readonly refusal?: undefined;
}

/** It may not. Address and channel are unknown when it is no alert at all. */
export interface Rejection {
	readonly refusal: Refusal;
	readonly address?: AlertAddress;
	readonly channel?: string;
}

/** What an admission asks of the rest of the house. */
export interface AdmissionWorld extends Pick<Carrier, "hasRoom"> {
	readonly options: ResolvedOptions;
	/** Whether this is a channel that a test must not reach. */
	readonly isGuarded: (webhook: string) => boolean;
	/** The moment of the alert at hand, monotonic ms. */
	readonly moment: () => number;
	readonly spool: Spool | undefined;
}

/** Decides at the door: what is switched off, held back, without a way or without room does not enter. */
export interface Admission {
	decide(input: unknown): Decision;
	mayMention(input: unknown, address: AlertAddress, when: Pick<Ticket, "nowMs" | "elapsedMs">): Admitted["mayMention"];
}

const DISABLED = { status: "suppressed", reason: "disabled" } as const;
const THROTTLED = { status: "suppressed", reason: "throttled" } as const;
const GUARDED = { status: "suppressed", reason: "test-guard" } as const;
const OVERFLOW = {
	status: "dropped",
	reason: "overflow",
	detail: "the queue was full; raise queue.max or lower the traffic",
} as const;

/** An admission with its own throttle and mention cooldown. */
export function createAdmission({ options, isGuarded, hasRoom, moment, spool }: AdmissionWorld): Admission {
	const { targets, enabled } = options;
	const readAddress = createAddressReader(options.scrub);
	const throttle = options.throttle && createThrottle(options.throttle);
	const cooldown = createMentionCooldown();
	const isKnown = (name: string): boolean => targets.has(name);

	const isHeldBack = (key: string): boolean => throttle !== false && !throttle.check(key, moment());

	const refuseOn = (webhook: string, { key, severity }: AlertAddress): Refusal | undefined => {
		if (isGuarded(webhook)) return GUARDED;
		// Before the throttle, which would count an alert that never entered.
		if (!hasRoom(webhook, severity)) return OVERFLOW;
		return isHeldBack(key) ? THROTTLED : undefined;
	};

	const refuse = (address: AlertAddress, { channel, webhook }: Route): Refusal | undefined => {
		if (!enabled) return DISABLED;
		if (webhook !== undefined) return refuseOn(webhook, address);
		return isHeldBack(address.key) ? THROTTLED : unrouted(channel);
	};

	return {
		decide: (input) => {
			const head = readHead(input);
			if ("invalid" in head) {
				return { refusal: { status: "dropped", reason: "invalid", detail: head.invalid } };
			}
			const address = readAddress(head);
			const route = decideRoute(address, isKnown);
			const refusal = refuse(address, route);
			return refusal ? { refusal, address, channel: route.channel } : { address, channel: route.channel };
		},
		mayMention: (input, { severity, key }, { nowMs, elapsedMs }) => {
			if (!wantsMention(input, severity, options)) return false;
			if (!spool) return cooldown.allow(key, elapsedMs);
			const kept = options.scrub(key);
			const isRested = nowMs - (spool.lastMentionMs(kept) ?? 0) >= MENTION_PAUSE_MS;
			if (!isRested || !cooldown.allow(key, elapsedMs)) return false;
			spool.noteMention(kept, nowMs);
			return true;
		},
	};
}

/** No webhook serves the channel. */
export function unrouted(channel: string): Refusal & { readonly detail: string } {
	const detail = `channel "${channel}" has no webhook; set webhooks.${channel} or a fallback`;
	return { status: "dropped", reason: "unrouted", detail };
}

function wantsMention(input: unknown, severity: Severity, { p0Mention }: ResolvedOptions): boolean {
	if (readMember(input, "mention") !== undefined) return (readWishes(input).mention ?? []).length > 0;
	return severity === "P0" && p0Mention.length > 0;
}

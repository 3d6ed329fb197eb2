import type { Mention } from "../alert/alert.ts";
import { readHead } from "../alert/read-head.ts";
import { scrubSnapshot } from "../alert/scrub.ts";
import type { AlertHead, AlertSnapshot } from "../alert/snapshot.ts";
import { takeSnapshot } from "../alert/take-snapshot.ts";
import { createEntry, type Entry } from "../delivery/entry.ts";
import { renderEmbed } from "../discord/embed.ts";
import { selectFiles } from "../discord/multipart.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import type { DroppedReason, SuppressedReason } from "../outcome/outcome.ts";
import { createMentionCooldown } from "../policy/mention-cooldown.ts";
import { decideRoute } from "../policy/route.ts";
import { createThrottle } from "../policy/throttle.ts";

/** What becomes of an alert at the door. */
export type Admission =
	| { readonly kind: "admit"; readonly head: AlertHead; readonly channel: string; readonly target: string }
	| { readonly kind: "suppress"; readonly reason: SuppressedReason; readonly head: AlertHead; readonly channel: string }
	| {
			readonly kind: "drop";
			readonly reason: DroppedReason;
			readonly detail: string;
			readonly head?: AlertHead;
			readonly channel?: string;
	  };

/** What the door needs to know. */
export interface IntakeWorld {
	readonly options: ResolvedOptions;
	readonly isClosed: () => boolean;
	/** Whether the test guard keeps alerts from this channel's webhook. */
	readonly isGuarded: (channel: string) => boolean;
}

/** The way of an alert up to its lane: head, throttle, route, snapshot, mention, embed. */
export interface Intake {
	admit(input: unknown, elapsedMs: number): Admission;
	toEntry(input: unknown, admitted: Extract<Admission, { kind: "admit" }>, at: EntryTimes): Entry;
}

/** When it was raised, by both clocks, and who wants to know how it ends. */
export interface EntryTimes extends Pick<Entry, "id" | "isAwaited" | "onSettled"> {
	readonly nowMs: number;
	readonly elapsedMs: number;
}

/** An intake with its own throttle and mention cooldown. */
export function createIntake({ options, isClosed, isGuarded }: IntakeWorld): Intake {
	const { scrub, targets } = options;
	const throttle = options.throttle && createThrottle(options.throttle);
	const cooldown = createMentionCooldown();
	const known = (channel: string): boolean => targets.has(channel);

	const admit = (input: unknown, elapsedMs: number): Admission => {
		const raw = readHead(input);
		if ("invalid" in raw) return { kind: "drop", reason: "invalid", detail: raw.invalid };
		const head = { ...raw, title: scrub(raw.title), key: scrub(raw.key) };
		const { channel, webhook } = decideRoute(head, known);
		const suppress = (reason: SuppressedReason): Admission => ({ kind: "suppress", reason, head, channel });
		if (isClosed())
			return { kind: "drop", reason: "closed", detail: "the notifier was closed before it was raised", head, channel };
		if (!options.enabled) return suppress("disabled");
		if (throttle && !throttle.check(head.key, elapsedMs)) return suppress("throttled");
		if (webhook === undefined)
			return {
				kind: "drop",
				reason: "unrouted",
				detail: `channel "${channel}" has no webhook; set webhooks.${channel} or a fallback`,
				head,
				channel,
			};
		return isGuarded(webhook) ? suppress("test-guard") : { kind: "admit", head, channel, target: webhook };
	};

	const mentionOf = (snapshot: AlertSnapshot, elapsedMs: number): readonly Mention[] => {
		const wanted = snapshot.mention ?? (snapshot.severity === "P0" ? options.p0Mention : []);
		return wanted.length === 0 || cooldown.allow(snapshot.key, elapsedMs) ? wanted : [];
	};

	return {
		admit,
		toEntry: (input, { head, channel }, { nowMs, elapsedMs, ...rest }) => {
			const snapshot = scrubSnapshot(takeSnapshot(input, head, nowMs), scrub);
			const { severity, silent, thread } = snapshot;
			const { files, notes } = selectFiles(snapshot.files);
			return createEntry({
				...rest,
				purpose: "alert",
				severity,
				channel,
				embed: renderEmbed({ ...snapshot, notes: [...snapshot.notes, ...notes] }),
				expiresAtMs: elapsedMs + options.maxAgeMs[severity],
				mention: mentionOf(snapshot, elapsedMs),
				files,
				silent,
				thread,
			});
		},
	};
}

import type { Mention } from "../alert/alert.ts";
import { readAddress } from "../alert/read-address.ts";
import { readContent } from "../alert/read-content.ts";
import { readHead } from "../alert/read-head.ts";
import { readWishes } from "../alert/read-wishes.ts";
import { scrubAll } from "../alert/scrub.ts";
import type { AlertAddress } from "../alert/snapshot.ts";
import { createEntry, type Entry, type NewEntry } from "../delivery/entry.ts";
import { renderEmbed } from "../discord/embed.ts";
import { selectFiles } from "../discord/multipart.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import type { Dropped, Suppressed } from "../outcome/outcome.ts";
import { createMentionCooldown } from "../policy/mention-cooldown.ts";
import { decideRoute } from "../policy/route.ts";
import { createThrottle } from "../policy/throttle.ts";

/** What becomes of an alert at the door; without a refusal it may enter. */
export interface Admission {
	/** Unknown when it is no alert at all. */
	readonly address?: AlertAddress;
	readonly channel?: string;
	readonly refusal?: Pick<Suppressed, "status" | "reason"> | Pick<Dropped, "status" | "reason" | "detail">;
}

/** An alert that may enter. */
export type Admitted = Required<Omit<Admission, "refusal">>;

/** The way of an alert up to its lane: head, throttle, route, content, mention, embed. */
export interface Intake {
	admit(input: unknown, elapsedMs: number): Admission;
	toEntry(input: unknown, admitted: Admitted, given: EntryGiven): Entry;
}

/** What the door knows of a new entry: who wants to know how it ends, and the time by both clocks. */
export interface EntryGiven extends Pick<NewEntry, "id" | "isAwaited" | "onSettled"> {
	readonly nowMs: number;
	readonly elapsedMs: number;
}

/** An intake with its own throttle and mention cooldown. `isGuarded` tells of a channel that a test must not reach. */
export function createIntake(options: ResolvedOptions, isGuarded: (channel: string) => boolean): Intake {
	const { scrub, targets } = options;
	const throttle = options.throttle && createThrottle(options.throttle);
	const cooldown = createMentionCooldown();

	const refuse = (
		{ key }: AlertAddress,
		channel: string,
		{ webhook, elapsedMs }: { readonly webhook: string | undefined; readonly elapsedMs: number },
	): Admission["refusal"] => {
		if (!options.enabled) return { status: "suppressed", reason: "disabled" };
		if (throttle && !throttle.check(key, elapsedMs)) return { status: "suppressed", reason: "throttled" };
		if (webhook === undefined) {
			return {
				status: "dropped",
				reason: "unrouted",
				detail: `channel "${channel}" has no webhook; set webhooks.${channel} or a fallback`,
			};
		}
		return isGuarded(webhook) ? { status: "suppressed", reason: "test-guard" } : undefined;
	};

	return {
		admit: (input, elapsedMs) => {
			const head = readHead(input);
			if ("invalid" in head) return { refusal: { status: "dropped", reason: "invalid", detail: head.invalid } };
			const address = readAddress(input, head, scrub);
			const { channel, webhook } = decideRoute(address, (name) => targets.has(name));
			const refusal = refuse(address, channel, { webhook, elapsedMs });
			return { address, channel, ...(refusal && { refusal }) };
		},
		toEntry: (input, { address, channel }, { nowMs, elapsedMs, ...given }) => {
			const { mention, notes, thread, silent, ...wishes } = readWishes(input);
			const { severity } = address;
			const { files, notes: fileNotes } = selectFiles(wishes.files);
			const content = readContent(input, address, nowMs);
			const wanted: readonly Mention[] = mention ?? (severity === "P0" ? options.p0Mention : []);
			return createEntry({
				...given,
				purpose: "alert",
				severity,
				channel,
				embed: renderEmbed(scrubAll({ ...content, notes: [...content.notes, ...notes, ...fileNotes] }, scrub)),
				expiresAtMs: elapsedMs + options.maxAgeMs[severity],
				mention: wanted.length === 0 || cooldown.allow(address.key, elapsedMs) ? wanted : [],
				files: scrubAll(files, scrub),
				silent,
				thread: thread && "name" in thread ? scrubAll(thread, scrub) : thread,
			});
		},
	};
}

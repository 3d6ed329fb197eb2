import { type AttemptOptions, startAttempt } from "../delivery/attempt.ts";
import type { Target } from "../delivery/switchboard.ts";
import { toMentionMessage } from "../discord/mentions.ts";
import type { Platform } from "../platform/platform.ts";
import { isGuardedTarget } from "./guard.ts";
import type { House } from "./house.ts";

/** What the boot check found of one channel. */
export interface ChannelReport {
	/** `dead`: Discord answered 404 or 401, a misconfiguration. `unreachable`: 429, 5xx or no answer, which says nothing. */
	readonly status: "alive" | "dead" | "unreachable";
	/** One sentence for a person. */
	readonly detail: string;
}

/** The boot check: what would work now. Names channels, never URLs. */
export interface ProbeReport {
	/** What was found, by channel. */
	readonly channels: Readonly<Record<string, ChannelReport>>;
	/** Whom a P0 would ping, as Discord writes it: `@everyone`, `<@&id>`; empty for nobody. */
	readonly p0Mention: string;
}

/** Reads each webhook once (`GET`, posts nothing; design rule 17). */
export async function probeTargets(house: Pick<House, "given" | "host" | "options">): Promise<ProbeReport> {
	const { targets, lane, p0Mention } = house.options;
	const asked = new Map<string, Promise<ChannelReport>>();
	const ask = async (target: Target): Promise<ChannelReport> => {
		const { url } = target.webhook;
		if (isGuardedTarget(house, target))
			return { status: "unreachable", detail: `not asked: ${house.host.testRunner} is running` };
		const report = asked.get(url) ?? probeWebhook(house.host, url, lane);
		asked.set(url, report);
		return report;
	};
	const reports = [...targets].map(async ([channel, target]) => [channel, await ask(target)] as const);
	return { channels: Object.fromEntries(await Promise.all(reports)), p0Mention: toMentionMessage(p0Mention).content };
}

async function probeWebhook(platform: Platform, url: string, options: AttemptOptions): Promise<ChannelReport> {
	const reply = await startAttempt(platform, { method: "GET", url }, options).reply;
	if (reply.kind === "ok") return { status: "alive", detail: "Discord knows the webhook" };
	if (reply.status === 404 || reply.status === 401) {
		return {
			status: "dead",
			detail: `Discord answered ${reply.status}: no such webhook, or a wrong token; create a new one`,
		};
	}
	return {
		status: "unreachable",
		detail: reply.kind === "silent" ? reply.error : `Discord answered ${reply.status}; it may be fine`,
	};
}

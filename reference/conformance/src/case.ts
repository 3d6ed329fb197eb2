import type { Level } from "./contract/parse-contract.ts";
import type { Check } from "./judge/check.ts";
import type { Arm } from "./stage/arm.ts";

/** An alert in its JSON form (PROTOCOL.md). */
export type Alert = Readonly<Record<string, unknown>>;

/** What `configure` takes, or the environment below L2. */
export interface Settings {
	readonly enabled?: boolean;
	readonly username?: string;
	readonly audit?: string | false;
	readonly p0Mention?: string;
	readonly maxAttempts?: number;
	readonly timeoutMs?: number;
	readonly maxWaitMs?: number;
	readonly backoffMs?: number;
	readonly throttle?: { readonly max: number; readonly windowMs: number } | false;
	readonly queueMax?: number;
}

/** What the kit does with a port of L2 or L3, one after the other. `as` names the reply for the checks. */
export type Step =
	| { readonly do: "configure"; readonly with: Readonly<Record<string, unknown>>; readonly as?: string }
	/** `wait: false` goes on before the outcome comes. */
	| {
			readonly do: "send";
			readonly alert: Alert;
			readonly as: string;
			readonly wait?: false;
			readonly timeoutMs?: number;
	  }
	/** `times` raises it again and again, with `{n}` in its texts counted from 1. */
	| {
			readonly do: "notify";
			readonly alert: Alert;
			readonly as?: string;
			readonly times?: number;
			readonly everyMs?: number;
	  }
	| { readonly do: "flush" | "close"; readonly timeoutMs: number; readonly as: string; readonly wait?: false }
	| { readonly do: "stats" | "inspect" | "probe"; readonly as: string }
	/** Until the replies to all former steps are there. */
	| { readonly do: "settle" }
	/** Until so many requests reached a webhook. */
	| { readonly do: "arrive"; readonly at: string; readonly count: number }
	/** Answers the request that an arm holds back. */
	| { readonly do: "release"; readonly at: string }
	| { readonly do: "pause"; readonly ms: number }
	/** Ends the port by a signal and waits for its exit. */
	| { readonly do: "terminate" };

/** One case: data only. `$[…]` stands for what exists only when it runs, such as `$[url alerts]`. */
export interface Case {
	/** Such as `rty/02-shared-override`: never reused. */
	readonly id: string;
	/** One sentence: what happens, and what is expected. */
	readonly title: string;
	/** What a failure of it breaks. Checks may name other requirements for themselves. */
	readonly requirement: string;
	readonly level: Level;
	/** Webhooks that exist; default `default` alone. Each has a token of its own. */
	readonly webhooks?: readonly string[];
	/** What Discord answers to the next requests of each webhook; afterwards it answers as Discord does. */
	readonly arms?: Readonly<Record<string, readonly Arm[]>>;
	/** Discord's own limit of 5 per 2 s, off by default. */
	readonly bucket?: true;
	/** URLs of webhooks that differ from `$[base]/webhooks/{id}/{token}`. */
	readonly urls?: Readonly<Record<string, string>>;
	readonly env?: Readonly<Record<string, string>>;
	/** Files in `$[folder]`. */
	readonly files?: Readonly<Record<string, string>>;
	readonly settings?: Settings;
	/** Adds the variables by which the port's ecosystem marks a test run. */
	readonly underTest?: true;
	/** What is sent when there are no steps. */
	readonly alert?: Alert;
	/** When `send` may answer `pending`. Default: not within the case. */
	readonly sendTimeoutMs?: number;
	/** For L2 and above. */
	readonly steps?: readonly Step[];
	readonly checks: readonly Check[];
}

export const ALERT: Alert = {
	severity: "P2",
	title: "Disk full on db1",
	description: "98 % of /var is used",
	fields: { host: "db1", used: 0.98 },
};

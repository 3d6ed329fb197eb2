import type { Alert } from "../case.ts";
import type { Level } from "../contract/parse-contract.ts";
import type { Exchange } from "../stage/exchange.ts";
import type { StageWebhook } from "../stage/webhook-name.ts";
import type { Fallen } from "./broken.ts";
import type { Outcome } from "./outcome.ts";
import type { Exit } from "./process.ts";

/** A command and its reply. Times are of the exchanges' clock. */
export interface Asked {
	readonly as: string;
	readonly cmd: string;
	readonly alert?: Alert;
	readonly askedMs: number;
	repliedMs?: number;
	result?: unknown;
	error?: string;
	unsupported?: true;
}

/** Everything that was seen of one case; the checks decide by it alone. */
export interface Run {
	/** The level by whose interface the port was driven. */
	readonly level: Level;
	readonly exchanges: readonly Exchange[];
	readonly webhooks: readonly StageWebhook[];
	readonly asked: readonly Asked[];
	/** How the one alert of a case without steps ended; of L0 only the status is known. */
	readonly outcome: Outcome | undefined;
	readonly exit: Exit | undefined;
	readonly stdout: string;
	readonly stderr: string;
	/** What was left in the private TMPDIR. */
	readonly files: readonly string[];
	/** The texts of these, and of the files in the port's own folder that changed while it ran. */
	readonly written: Readonly<Record<string, string>>;
	/** Arguments of the port's processes while an answer was held back. */
	readonly args: readonly string[];
	/** Requests that reached the other host, and connections to the proxy trap. */
	readonly strays: { readonly other: number; readonly proxy: number };
	readonly startedMs: number;
	readonly endedMs: number;
	/** Longest time the kit itself was held up by the machine. */
	readonly lagMs: number;
	/** Whether every attempt shows as a request: not where it may be over before that arrives, or where nobody listens. */
	readonly isCountable: boolean;
	/** The port's bound of attempts. */
	readonly maxAttempts: number;
	/** Why the case came to no end. */
	readonly fallen: Fallen | undefined;
	/** What is not the port's behaviour but its brokenness. */
	readonly broken: string | undefined;
}

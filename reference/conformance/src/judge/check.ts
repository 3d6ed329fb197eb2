import type { Run } from "../drive/run.ts";

/**
 * What a case expects, as data. `at` names a webhook (default: all), `as` a reply of the steps (default: the outcome of the one
 * alert), `request` an index among the POSTs there. `for` names the requirement that fails, when it is not the case's.
 */
export type Check = { readonly for?: string } & (
	| {
			readonly kind: "requests";
			readonly at?: string;
			readonly exactly?: number;
			readonly atLeast?: number;
			readonly atMost?: number;
	  }
	/** `means` tells which source gives which gap; `orStop`: no further request is as good. */
	| {
			readonly kind: "gap";
			readonly at?: string;
			readonly request: number;
			readonly atLeastMs: number;
			readonly means?: Readonly<Record<string, number>>;
			readonly orStop?: true;
	  }
	/** Bounded as the contract says: by the port's own bound, plus one for 429. */
	| { readonly kind: "bounded"; readonly by: "limits" | "failures" }
	| { readonly kind: "delivered"; readonly as?: string }
	| { readonly kind: "not-delivered"; readonly as?: string }
	/** The members of the outcome or result; an array means one of these, `null` absence. */
	| { readonly kind: "told"; readonly as?: string; readonly members: Readonly<Record<string, unknown>> }
	| { readonly kind: "ends" }
	/** From the first request to the outcome. */
	| { readonly kind: "lasted"; readonly atLeastMs: number }
	| { readonly kind: "same-body" }
	/** One request; or one more, but not the same again. */
	| { readonly kind: "unrepeated" }
	| { readonly kind: "strays"; readonly to: "other" | "proxy" }
	| { readonly kind: "path"; readonly matches: string }
	| { readonly kind: "query"; readonly name: string; readonly is: string }
	| { readonly kind: "asked-with-wait" }
	| { readonly kind: "user-agent" }
	/** Nothing but GET, and one for each webhook. */
	| { readonly kind: "read"; readonly webhooks: readonly string[] }
	| { readonly kind: "refused-or-dead"; readonly configured: string; readonly probed: string; readonly channel: string }
	/** Whom the messages of a webhook ping; what is absent pings nobody. */
	| {
			readonly kind: "pings";
			readonly at?: string;
			readonly request?: number;
			readonly everyone?: true;
			readonly users?: readonly string[];
			readonly roles?: readonly string[];
	  }
	/** A part of the first embed: exactly, or by a regular expression. */
	| {
			readonly kind: "part";
			readonly request?: number;
			readonly path: string;
			readonly is?: unknown;
			readonly matches?: string;
	  }
	/** Whole when it fits, else cut with a mark. `length` is that of the alert's own text. */
	| { readonly kind: "cut"; readonly path: string; readonly to: number; readonly isWhole?: true }
	| { readonly kind: "says"; readonly text: string; readonly at?: string }
	| { readonly kind: "never-says"; readonly text: string }
	/** At most 25 fields, and the number of the others is said. */
	| { readonly kind: "left-out"; readonly of: number }
	| { readonly kind: "well-formed" }
	| { readonly kind: "even-fences" }
	/** The titles that reached a webhook, and no others; in this order with `inOrder`. */
	| { readonly kind: "titles"; readonly at: string; readonly are: readonly string[]; readonly inOrder?: true }
	/** A request of one title among the next `within` after the first request. */
	| { readonly kind: "soon"; readonly at: string; readonly title: string; readonly within: number }
	/** Lines of the audit trail: how many, and what each and none must match. */
	| { readonly kind: "trail"; readonly lines: number; readonly say?: readonly string[]; readonly never?: string }
	/** The reply came while the request was still open. */
	| { readonly kind: "reply-while-open"; readonly as: string; readonly at: string; readonly request: number }
	/** Nothing at one webhook for so long after an answer at another. */
	| { readonly kind: "silence"; readonly at: string; readonly after: string; readonly ms: number }
	/** The first request at one webhook came well before the n-th at another: who waits for the same moment does not. */
	| {
			readonly kind: "served-before";
			readonly at: string;
			readonly before: string;
			readonly request: number;
			readonly byMs: number;
	  }
	| { readonly kind: "one-at-a-time"; readonly at: string }
	| { readonly kind: "no-answer"; readonly status: number }
	/** States of `notify` replies, counted. */
	| { readonly kind: "receipts"; readonly as: string; readonly queued?: number; readonly suppressed?: number }
	| {
			readonly kind: "sums";
			readonly as: string;
			readonly members?: Readonly<Record<string, number>>;
			readonly atMost?: Readonly<Record<string, number>>;
	  }
	/** No window holds more receipts that say `queued` than `max`, by what is certain. */
	| { readonly kind: "window"; readonly as: string; readonly max: number; readonly ms: number }
	| { readonly kind: "exit-seen" }
	| { readonly kind: "no-files" }
	| { readonly kind: "clean-files" }
	| { readonly kind: "clean-args" }
	| { readonly kind: "format" }
	| { readonly kind: "valid" }
	| { readonly kind: "allowed-mentions" }
	| { readonly kind: "no-leak" }
	| { readonly kind: "true-outcomes" }
);

/** What was expected and what was seen instead, for a person. */
export interface Failure {
	readonly expected: string;
	readonly seen: string;
}

/** Decides by the run alone. `undefined`: as expected. */
export type Checker<Kind extends Check["kind"]> = (
	check: Extract<Check, { kind: Kind }>,
	run: Run,
) => Failure | undefined;

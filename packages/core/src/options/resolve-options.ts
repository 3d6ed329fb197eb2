import type { Mention } from "../alert/alert.ts";
import { createScrubber, redactSecrets } from "../alert/scrub.ts";
import { SEVERITIES, type Severity } from "../alert/severity.ts";
import { isRecord, readMember, showValue } from "../alert/show-value.ts";
import type { LaneSettings } from "../delivery/lane.ts";
import type { QueueOptions, Target } from "../delivery/switchboard.ts";
import { isEmbeddableUrl } from "../discord/url.ts";
import { toUsername } from "../discord/username.ts";
import { checkNumber, type NumberBounds } from "../errors/check-number.ts";
import { DatError } from "../errors/dat-error.ts";
import { THROTTLE_NUMBERS } from "../policy/throttle.ts";
import { checkOptions } from "./check-options.ts";
import { toMentions } from "./mention-option.ts";
import type { NotifierOptions, ThrottleOptionsInput } from "./options.ts";
import { readTarget } from "./target.ts";

/** Options with every default in place and every value checked. */
export interface ResolvedOptions {
	readonly targets: ReadonlyMap<string, Target>;
	readonly enabled: boolean;
	readonly username: string | undefined;
	readonly avatarUrl: string | undefined;
	/** The audit channel, when there is one with a webhook. */
	readonly audit: string | undefined;
	readonly p0Mention: readonly Mention[];
	readonly lane: LaneSettings;
	readonly throttle: Required<ThrottleOptionsInput> | false;
	readonly queue: QueueOptions;
	readonly maxAgeMs: Readonly<Record<Severity, number>>;
	readonly scrub: (text: string) => string;
}

const HOUR = 3_600_000;
const DAY = 86_400_000;
const WEEK = 604_800_000;

/** Name to default, least and most: the bounds that the doc comments of `NotifierOptions` state. */
const NUMBERS = {
	retry: {
		rateLimitRetries: [5, 0, 100],
		maxAttempts: [5, 1, 100],
		baseMs: [1000, 1, HOUR],
		maxBackoffMs: [30_000, 1, HOUR],
		attemptTimeoutMs: [10_000, 1, 600_000],
		maxWaitMs: [30_000, 0, DAY],
		banPauseMs: [HOUR, 1, DAY],
	},
	throttle: THROTTLE_NUMBERS,
	queue: { max: [500, 1, 1_000_000], maxTotal: [10_000, 1, 1_000_000] },
	pacing: { channelPerMinute: [30, 5, 10_000] },
	maxAgeMs: {
		P0: [900_000, 1, WEEK],
		P1: [900_000, 1, WEEK],
		P2: [300_000, 1, WEEK],
		P3: [300_000, 1, WEEK],
		DEV: [300_000, 1, WEEK],
	},
} as const satisfies Record<string, Record<string, NumberBounds>>;

/**
 * Checks options and fills in defaults.
 *
 * @throws DatError `DAT_INVALID_OPTION` or `DAT_INVALID_WEBHOOK_URL`, naming the option, what was given (never a secret)
 * and what to write instead.
 */
export function resolveOptions(options: NotifierOptions): ResolvedOptions {
	checkOptions(options);
	for (const [name, isRight, instead] of SHAPES) {
		const given = readMember(options, name);
		check(given === undefined || isRight(given), name, { given, instead });
	}
	const {
		enabled = true,
		coalesce = true,
		webhooks = {},
		throttle,
		pacing,
		maxAgeMs,
		scrub = [],
		audit = "audit",
		username,
		avatarUrl,
	} = options;
	const targets = new Map(
		Object.entries(webhooks).map(([channel, given]) => [channel, readTarget(channel, given, options)]),
	);
	const pace = pacing === false ? false : numbers("pacing", pacing);
	return {
		targets,
		enabled,
		username: username === undefined ? undefined : toUsername(username),
		avatarUrl,
		audit: audit !== false && targets.has(audit) ? audit : undefined,
		p0Mention: toMentions(options.p0Mention),
		lane: { ...numbers("retry", options.retry), pacing: pace, coalesce },
		throttle: throttle === false ? false : numbers("throttle", throttle),
		queue: numbers("queue", options.queue),
		maxAgeMs: numbers(
			"maxAgeMs",
			typeof maxAgeMs === "number" ? Object.fromEntries(SEVERITIES.map((severity) => [severity, maxAgeMs])) : maxAgeMs,
		),
		scrub: scrub === false ? (text) => text : createScrubber(scrub),
	};
}

type Shape = readonly [option: string, isRight: (value: unknown) => boolean, instead: string];

const isText = (value: unknown): value is string => typeof value === "string";
const isBoolean = (value: unknown): boolean => typeof value === "boolean";
const isFunction = (value: unknown): boolean => typeof value === "function";
const isUrl = (value: unknown): boolean => isText(value) && isEmbeddableUrl(value);
const isChannel = (value: unknown): boolean => value === false || isText(value);
const isPatterns = (value: unknown): boolean =>
	value === false || (Array.isArray(value) && value.every((item) => item instanceof RegExp));

/** The options that are no numbers: what they must be when given, and what to write instead. */
const SHAPES: readonly Shape[] = [
	["enabled", isBoolean, "true or false"],
	["coalesce", isBoolean, "true or false"],
	["allowHttp", isBoolean, "true or false"],
	["allowInTests", isBoolean, "true or false"],
	["webhooks", isRecord, '{ alerts: "https://discord.com/api/webhooks/…" }'],
	["username", isText, "a name of 1 to 80 characters"],
	["avatarUrl", isUrl, "an http(s) URL with a dot in its host"],
	["apiBase", isText, "a URL such as https://discord.com/api/v10"],
	["audit", isChannel, "a channel name, or false"],
	["scrub", isPatterns, "an array of regular expressions, or false"],
	["observer", isFunction, "a function"],
	["onOutcome", isFunction, "a function"],
];

function numbers<Group extends keyof typeof NUMBERS>(
	group: Group,
	given: unknown = {},
): Record<keyof (typeof NUMBERS)[Group], number> {
	const table: Readonly<Record<string, NumberBounds>> = NUMBERS[group];
	const instead = `an object with ${Object.keys(table).join(", ")}`;
	check(isRecord(given), group, { given, instead });
	for (const name of Object.keys(given)) check(name in table, `${group}.${name}`, { given: given[name], instead });
	const entries = Object.entries(table).map(([name, bounds]) => [
		name,
		checkNumber(`${group}.${name}`, given[name], bounds),
	]);
	// Checked: every name of the table has a number.
	return Object.fromEntries(entries) as Record<keyof (typeof NUMBERS)[Group], number>;
}

/** Throws unless `isRight`. What was given may be a secret, and is shown without it. */
function check(
	isRight: boolean,
	option: string,
	{ given, instead }: { readonly given: unknown; readonly instead: string },
): asserts isRight {
	if (!isRight)
		throw new DatError("DAT_INVALID_OPTION", `${option} is ${redactSecrets(showValue(given, 200))}; write ${instead}`);
}

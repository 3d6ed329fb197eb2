/** What Discord does where nobody outside knows for sure, or where sources disagree; each a switch with a default. */
export interface SandboxProfile {
	/** Empty `name` and `value` of an embed field. */
	readonly emptyFields: "allow" | "reject";
	/** Who is pinged by a message without `allowed_mentions`. */
	readonly mentionDefault: "users" | "all";
	/** The unit of `retry_after` and `Retry-After` below v8. */
	readonly legacyRetryUnit: "s" | "ms";
	/** The first version whose field errors are nested. */
	readonly nestedErrorsSince: 7 | 8;
	/** Whether a bucket's 429 carries `code: 0`. */
	readonly rateLimitCode: "absent" | "zero";
	/** Whether edits and deletes of messages spend the bucket of posts. */
	readonly messageBucket: "own" | "shared";
	/** What is looked at first in a request that fails both. */
	readonly firstCheck: "webhook" | "form";
	/** The inner code of a refused `Content-Type`. */
	readonly contentTypeCode: string;
	/** How the names `here` and `everyone` are refused. */
	readonly reservedNames: "exact" | "substring";
	/** A request without `User-Agent`. */
	readonly emptyUserAgent: "allow" | "block";
	/** How the edge refuses a `User-Agent`. */
	readonly edgeBlock: "text" | "json";
	/** How the edge answers an address it has banned. */
	readonly ban: "json" | "text" | "html";
	/** `Retry-After` of a ban told as text, s; `none` for no header. */
	readonly banRetryAfter: number | "none";
	/** The status of 50067, a request from a page of Discord itself. */
	readonly originStatus: 400 | 403;
	/** The status of 220002 and 220003. */
	readonly forumStatus: 400 | 403;
	/** Which rate-limit headers a page may read. */
	readonly exposedHeaders: "some" | "all";
	/** A `thread_id` that the sandbox does not know. */
	readonly unknownThreads: "refuse" | "accept";
	/** A post into a locked thread. */
	readonly lockedThreads: "accept" | "refuse";
	/** `payload_json` in an urlencoded body. */
	readonly urlencodedPayload: "ignore" | "read";
	/** Files beside `IS_COMPONENTS_V2`. */
	readonly filesWithComponents: "accept" | "reject";
}

/** One line of the table of switches. */
export interface ProfileSwitch<Value = unknown> {
	readonly default: Value;
	/** What it may be set to; absent when any text or number will do. */
	readonly choices?: readonly Value[];
	/** What is unknown, and where the default comes from. */
	readonly why: string;
}

/** Every switch with its default, its choices and the reason for it. docs/sandbox.md shows this table. */
export const PROFILE_SWITCHES: { readonly [Name in keyof SandboxProfile]: ProfileSwitch<SandboxProfile[Name]> } = {
	emptyFields: {
		default: "allow",
		choices: ["allow", "reject"],
		why: "Empty field names and values have been seen accepted since 2025; before that they were refused.",
	},
	mentionDefault: {
		default: "users",
		choices: ["users", "all"],
		why: "The docs (2025) say users only; reports up to 2021 saw everyone and roles pinged.",
	},
	legacyRetryUnit: {
		default: "s",
		choices: ["s", "ms"],
		why: "v6 and v7 told milliseconds; reports since 2023 see seconds.",
	},
	nestedErrorsSince: { default: 8, choices: [7, 8], why: "The docs say v8, others saw v7." },
	rateLimitCode: {
		default: "absent",
		choices: ["absent", "zero"],
		why: "Discord's OpenAPI file requires `code`; captures rarely have it.",
	},
	messageBucket: {
		default: "own",
		choices: ["own", "shared"],
		why: "One client author saw edits share the bucket of posts; unconfirmed.",
	},
	firstCheck: {
		default: "webhook",
		choices: ["webhook", "form"],
		why: "Nobody has published which of the two errors wins.",
	},
	contentTypeCode: { default: "CONTENT_TYPE_INVALID", why: "The message is known, the code is a placeholder." },
	reservedNames: {
		default: "exact",
		choices: ["exact", "substring"],
		why: "`here` was seen refused; one reporter believes inside longer names too.",
	},
	emptyUserAgent: {
		default: "allow",
		choices: ["allow", "block"],
		why: "The docs demand one; no report of a block for a missing one.",
	},
	edgeBlock: {
		default: "text",
		choices: ["text", "json"],
		why: "`error code: 1010` is usual; a newer block answers JSON with 40333.",
	},
	ban: { default: "json", choices: ["json", "text", "html"], why: "All three have been seen." },
	banRetryAfter: { default: 3600, why: "3600, 2285, 0 and no header at all have been seen." },
	originStatus: { default: 400, choices: [400, 403], why: "Only one report names a status." },
	forumStatus: { default: 400, choices: [400, 403], why: "The codes are documented, their statuses are not." },
	exposedHeaders: {
		default: "some",
		choices: ["some", "all"],
		why: "`Reset-After`, `Bucket`, `Scope` and `Global` were not exposed in 2021.",
	},
	unknownThreads: {
		default: "refuse",
		choices: ["refuse", "accept"],
		why: "Discord refuses (10003); accepting is for programs that bring ids of real threads.",
	},
	lockedThreads: {
		default: "accept",
		choices: ["accept", "refuse"],
		why: "160005 is documented, but not whether webhooks meet it.",
	},
	urlencodedPayload: {
		default: "ignore",
		choices: ["ignore", "read"],
		why: "`payload_json` is documented for multipart only.",
	},
	filesWithComponents: {
		default: "accept",
		choices: ["accept", "reject"],
		why: "The docs forbid files beside components v2, and list a File component that needs one.",
	},
};

/** All switches at their defaults. */
export const DEFAULT_PROFILE: SandboxProfile = Object.fromEntries(
	Object.entries(PROFILE_SWITCHES).map(([name, { default: value }]) => [name, value]),
) as unknown as SandboxProfile; // the table has one line for each switch

/** The strictest reading of everything unknown: what passes here passes anywhere. */
export const STRICT_PROFILE: SandboxProfile = {
	...DEFAULT_PROFILE,
	emptyFields: "reject",
	mentionDefault: "all",
	messageBucket: "shared",
	reservedNames: "substring",
	emptyUserAgent: "block",
	lockedThreads: "refuse",
	filesWithComponents: "reject",
};

/** Checks switches that come from outside; the error says what to write. */
export function readProfile(given: Readonly<Record<string, unknown>>): Partial<SandboxProfile> {
	for (const [name, value] of Object.entries(given)) {
		const line = Object.hasOwn(PROFILE_SWITCHES, name)
			? (PROFILE_SWITCHES[name as keyof SandboxProfile] as ProfileSwitch) // checked: it is one of them
			: undefined;
		if (!line) throw new Error(`no switch "${name}": take one of ${Object.keys(PROFILE_SWITCHES).join(", ")}`);
		const { choices } = line;
		if (choices ? !choices.includes(value) : typeof value !== "string" && typeof value !== "number")
			throw new Error(
				`${name} cannot be ${JSON.stringify(value)}: take ${choices?.join(" or ") ?? "text or a number"}`,
			);
	}
	return given as Partial<SandboxProfile>; // checked above
}

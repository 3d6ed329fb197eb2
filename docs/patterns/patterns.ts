/** A production pattern: why, the trap, what the contract asks. Its code is a region of `examples/node/patterns.mjs`. */
export interface Pattern {
	/** Address and region. */
	readonly slug: string;
	readonly title: string;
	readonly why: string;
	readonly trap: string;
	/** Ids of the contract; see reference/CONTRACT.md, "The twelve production patterns". */
	readonly requirements: readonly string[];
	readonly after?: string;
}

export const PATTERNS: readonly Pattern[] = [
	{
		slug: "fire-and-forget",
		title: "Fire and forget, with a queue",
		why: "The request that found the problem must not wait for Discord, and must not fail because Discord does. `notify` takes a snapshot, hands it over and returns after a few microseconds.",
		trap: "An array and a `setInterval` grow without bound on the worst day, and die with the process. A queue needs a bound, an order (most severe first), books that add up, and somebody who waits at the end of the process.",
		requirements: ["DAT-QUE-01", "DAT-QUE-02", "DAT-QUE-03", "DAT-QUE-04", "DAT-QUE-05", "DAT-LIF-01", "DAT-LIF-02"],
		after:
			"When the program ends, by `process.exit()`, an exception or SIGTERM too, what is left is sent for up to two seconds; with `spool` the next start sends what a `kill -9` left.",
	},
	{
		slug: "throttle",
		title: "Throttle by key",
		why: "A bug that raises 10,000 equal errors in half a minute is one fact, not 10,000. Three go out, and one summary says how many more there were.",
		trap: "A key made of the whole text never matches twice, because order numbers and ids differ. A key made of the code line alone hides a second, different problem. And a throttle that says nothing about what it held back loses the most important number of the day.",
		requirements: ["DAT-THR-01", "DAT-THR-02", "DAT-THR-03", "DAT-THR-04", "DAT-THR-05"],
		after:
			"The key is severity and title with UUIDs, long hex and numbers of four digits and more masked. Give `key` where you know better.",
	},
	{
		slug: "back-off",
		title: "Back off from 429",
		why: "Discord says how long to wait, and bans the address that does not listen: 10,000 refused requests in ten minutes cost an hour of silence.",
		trap: "`Retry-After` is in seconds; the body's `retry_after` is more exact; `X-RateLimit-Reset-After` belongs to another window. A cap that shortens the wait (“at most 10 s”) asks again too early and makes it longer. And all alerts of the webhook have to wait, not only the one that met the 429.",
		requirements: ["DAT-RTY-01", "DAT-RTY-02", "DAT-RTY-03", "DAT-RTY-04", "DAT-RTY-05"],
	},
	{
		slug: "audit",
		title: "Keep an audit trail",
		why: "After the incident somebody asks what was raised, what arrived, and what was held back. A channel with one line per alert answers, and costs nothing.",
		trap: "Mirroring the whole alert doubles the traffic on the very day that it is limited, and pings twice. One-liners share messages, come last, and never ping.",
		requirements: ["DAT-AUD-01", "DAT-AUD-02", "DAT-AUD-03", "DAT-MEN-04"],
	},
	{
		slug: "colours",
		title: "One colour per severity",
		why: "Half asleep, one sees the colour before the text. The title starts with a word too, for those who do not see colours.",
		trap: "Colours chosen by each team mean nothing across channels. Discord takes an integer, not `#ff0000`.",
		requirements: ["DAT-ROU-04"],
	},
	{
		slug: "everyone",
		title: "@everyone for P0 only",
		why: "A phone that buzzes for everything is muted within a week. Only a P0 pings, once per key in ten minutes, and at most five times a minute in all.",
		trap: "A crash loop pings at every restart, unless somebody remembers: with a `spool` the cool-down outlives the process, and without one a crash alert does not ping.",
		requirements: ["DAT-MEN-05"],
	},
	{
		slug: "allowed-mentions",
		title: "The allowed_mentions footgun",
		why: "Without `allowed_mentions` Discord parses the text, and a customer who calls himself `@everyone` wakes your company.",
		trap: '`"parse": ["everyone"]` allows every such mention in the text, not only yours. It has to be on edits too. And mentions inside embeds never ping, so a ping has to stand in `content`.',
		requirements: ["DAT-MEN-01", "DAT-MEN-02", "DAT-MEN-03"],
	},
	{
		slug: "secrets",
		title: "Keep the webhook secret",
		why: "The URL is the password. It gets into logs by way of error messages of HTTP libraries, into crash dumps, and into alerts about alerts.",
		trap: "`console.log(options)`, `error.cause`, `ps` (a URL in argv), a query string in a proxy's log. Scrubbing afterwards is too late: it must not be there in the first place.",
		requirements: ["DAT-SEC-01", "DAT-SEC-02", "DAT-SEC-03", "DAT-SEC-04", "DAT-SEC-05", "DAT-SEC-06", "DAT-SEC-07"],
	},
	{
		slug: "boot-check",
		title: "Check at boot",
		why: "A webhook that somebody deleted is found out on the day it is needed, unless the program looks when it starts.",
		trap: "Posting “hello, I am up” at every start is noise. A `GET` posts nothing. And a 429 or a time-out is no proof that the webhook is dead: do not refuse to start for it.",
		requirements: ["DAT-BOO-01", "DAT-BOO-02"],
	},
	{
		slug: "test-guard",
		title: "Guard against tests",
		why: "A test run at noon must not buzz the phones of those on call.",
		trap: "An `if (process.env.CI)` in each place is forgotten in one. The guard belongs into the transport: under a test runner it sends nothing to Discord, and says so once.",
		requirements: ["DAT-GRD-01", "DAT-GRD-02"],
	},
	{
		slug: "threads",
		title: "A thread for each incident",
		why: "The channel shows that something is wrong; the discussion and the post-mortem belong together, apart from the next alert.",
		trap: "A webhook can open a post in a forum channel (`thread_name`) and write into a thread (`thread_id`), but cannot open a thread in a text channel. The id of the new thread is only told with `wait=true`.",
		requirements: ["DAT-REQ-06"],
		after: "That a thread is opened and archived is Discord's part and cannot be checked from outside.",
	},
	{
		slug: "not-a-bot",
		title: "A webhook is not a bot",
		why: "Nothing to install, no OAuth, no gateway, no permissions to grow: it can post into one channel, and that is all it can do.",
		trap: "It hears nothing: no reactions, no replies, no buttons that answer. Who needs an acknowledgement needs a bot or a pager; see [what Discord is not for](/not-for).",
		requirements: ["DAT-REQ-05", "DAT-BOO-01"],
	},
];

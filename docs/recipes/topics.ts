/** What every recipe shows, in this order. */
export interface Topic {
	/** The name of the region in a port's code. */
	readonly region: string;
	readonly title: string;
	/** What to look for in the code. */
	readonly text: string;
}

export const TOPICS: readonly Topic[] = [
	{
		region: "route",
		title: "Route by severity",
		text: "P0 and P1 go to `alerts`, P2 and P3 to `info`, trades to `trades`, DEV to `dev`, each in its colour. A channel without a webhook falls back to `DISCORD_WEBHOOK`; an alert that nobody can carry is dropped as `unrouted`, and that is said once, loudly.",
	},
	{
		region: "queue",
		title: "Queue",
		text: "Each webhook has a queue with a bound, most severe first. A full queue gives up the least severe, the oldest of them first, and counts it.",
	},
	{
		region: "throttle",
		title: "Throttle a storm",
		text: "Three of a key in any minute; the key is the severity and the title with its numbers masked. What was held back is counted.",
	},
	{
		region: "backoff",
		title: "Back off",
		text: "A 429 is waited for as long as Discord told, plus 50 ms, never shorter. A 5xx or a broken connection is tried again later and later, with jitter, and a limited number of times.",
	},
	{
		region: "audit",
		title: "Keep an audit trail",
		text: "Each alert leaves one line in `audit` that says how it ended. It never pings, and its failure changes nothing else.",
	},
	{
		region: "mentions",
		title: "Ping on purpose only",
		text: "`allowed_mentions` is on every message, and names only what the alert asked for. Text that a user typed pings nobody.",
	},
	{
		region: "secrets",
		title: "Keep the webhook secret",
		text: "Whoever has the URL can post as you. It shows itself in no log, error or dump, and text is scrubbed before it leaves.",
	},
	{
		region: "boot-check",
		title: "Check at boot",
		text: "A `GET` of the webhook posts nothing. 404 and 401 mean that it is misconfigured; 429, 5xx and time-outs mean that nobody knows.",
	},
	{
		region: "tests",
		title: "Stay silent in tests",
		text: "Under a test runner nothing is sent to Discord, unless it is allowed. A local sandbox or a given API base is never guarded.",
	},
];

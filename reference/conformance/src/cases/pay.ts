import type { Case } from "../case.ts";

const DELIVERED = { kind: "delivered" } as const;

/** A text that can be told from its neighbours, of exactly so many characters. */
function textOf(length: number): string {
	return "Lorem ipsum dolor sit amet "
		.repeat(Math.ceil(length / 27))
		.slice(0, length - 1)
		.concat("x");
}

interface Part {
	readonly name: string;
	readonly path: string;
	readonly limit: number;
	/** What a port may put around the text. */
	readonly frame?: number;
	readonly alert: (text: string) => object;
}

const PARTS: readonly Part[] = [
	// The house form of a title has the severity before it.
	{ name: "title", path: "embeds.0.title", limit: 256, frame: 12, alert: (title) => ({ title }) },
	{ name: "description", path: "embeds.0.description", limit: 4096, alert: (description) => ({ description }) },
	{ name: "field-name", path: "embeds.0.fields.0.name", limit: 256, alert: (name) => ({ fields: { [name]: "x" } }) },
	{ name: "field-value", path: "embeds.0.fields.0.value", limit: 1024, alert: (value) => ({ fields: { log: value } }) },
	{ name: "footer", path: "embeds.0.footer.text", limit: 2048, alert: (footer) => ({ footer }) },
];

const BASE = { severity: "P2", title: "Too long" };

const cuts = PARTS.flatMap(({ name, path, limit, frame = 0, alert }): readonly Case[] => [
	{
		id: `pay/02-${name}-fits`,
		title: `a ${name.replace("-", " ")} of ${limit - frame} is left whole`,
		requirement: "DAT-PAY-02",
		level: "L1",
		alert: { ...BASE, ...alert(textOf(limit - frame)) },
		checks: [{ kind: "cut", path, to: limit, isWhole: true }, DELIVERED],
	},
	{
		id: `pay/02-${name}-over`,
		title: `a ${name.replace("-", " ")} of ${limit + 1} is cut`,
		requirement: "DAT-PAY-02",
		level: "L1",
		alert: { ...BASE, ...alert(textOf(limit + 1)) },
		checks: [{ kind: "cut", path, to: limit }, DELIVERED],
	},
]);

const emoji = PARTS.map(
	({ name, path, limit, alert }): Case => ({
		id: `pay/05-${name}`,
		title: `a ${name.replace("-", " ")} of emoji is cut between characters`,
		requirement: "DAT-PAY-05",
		level: "L1",
		alert: { ...BASE, ...alert(`x${"🚨".repeat(limit)}`) },
		checks: [{ kind: "cut", path, to: limit }, { kind: "well-formed" }, DELIVERED],
	}),
);

const hostile = (name: string, title: string, description: string): Case => ({
	id: `pay/08-${name}`,
	title,
	requirement: "DAT-PAY-08",
	level: "L1",
	alert: { severity: "P2", title: "It broke", description },
	checks: [{ kind: "told", members: { status: ["delivered", "dropped"], reason: [null, "invalid"] } }],
});

export const PAY: readonly Case[] = [
	{
		id: "pay/01-valid",
		title: "a message is one that Discord takes",
		requirement: "DAT-PAY-01",
		level: "L0",
		checks: [{ kind: "valid" }, { kind: "requests", atLeast: 1 }],
	},
	...cuts,
	{
		id: "pay/03-31-fields",
		title: "of 31 fields at most 25 are sent, and it says how many are not",
		requirement: "DAT-PAY-03",
		level: "L1",
		alert: { ...BASE, fields: Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`field ${n}`, `value ${n}`])) },
		checks: [{ kind: "left-out", of: 31 }, DELIVERED],
	},
	{
		id: "pay/04-6000",
		title: "all texts together stay within 6000",
		requirement: "DAT-PAY-04",
		level: "L1",
		alert: {
			...BASE,
			description: textOf(4000),
			fields: Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`field ${n}`, textOf(1000)])),
		},
		checks: [{ kind: "valid" }, DELIVERED],
	},
	...emoji,
	{
		id: "pay/06-empty-parts",
		title: "empty and blank parts do not cost the message",
		requirement: "DAT-PAY-06",
		level: "L1",
		alert: { ...BASE, description: " \n ", fields: { "": "no name", empty: "", blank: "   ", fine: "yes" } },
		checks: [{ kind: "valid" }, DELIVERED],
	},
	{
		id: "pay/07-own-time",
		title: "colour is a number, and an alert without a time gets the present one with a zone",
		requirement: "DAT-PAY-07",
		level: "L1",
		checks: [
			{ kind: "part", path: "embeds.0.color", matches: "^\\d{1,8}$" },
			{
				kind: "part",
				path: "embeds.0.timestamp",
				matches: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$",
			},
		],
	},
	{
		id: "pay/07-given-time",
		title: "the time of an alert is kept",
		requirement: "DAT-PAY-07",
		level: "L1",
		alert: { ...BASE, timestamp: "2026-01-02T03:04:05.000Z" },
		checks: [{ kind: "part", path: "embeds.0.timestamp", matches: "^2026-01-02T03:04:05(\\.0+)?(Z|\\+00:00)$" }],
	},
	hostile("nul", "NUL in a text does not crash the port", "before\u0000after"),
	hostile("lone-surrogate", "half a surrogate pair does not crash the port", "before\ud83dafter"),
	hostile("huge", "a text of 10 MB does not crash the port", "$[10 MB]"),
	{
		id: "pay/09-code-block",
		title: "a cut inside a code block closes it",
		requirement: "DAT-PAY-09",
		level: "L1",
		alert: { ...BASE, description: `\`\`\`\n${"at frame (file.js:1)\n".repeat(400)}\`\`\`` },
		checks: [{ kind: "even-fences" }, { kind: "requests", atLeast: 1 }],
	},
	{
		id: "pay/10-internal-link",
		title: "a link that Discord refuses is shown as text",
		requirement: "DAT-PAY-10",
		level: "L1",
		alert: { ...BASE, url: "http://grafana:3000/d/1" },
		checks: [{ kind: "part", path: "embeds.0.url" }, { kind: "says", text: "grafana:3000/d/1" }, DELIVERED],
	},
];

import { inFile, type Mutant, mutant } from "./mutant.ts";

const message = inFile("message.mjs");

/** Mistakes of what is sent. */
export const IN_THE_MESSAGE: readonly Mutant[] = [
	mutant(
		"gives the author a bad link",
		["PAY-01", "MEN-02"],
		message("author: { name: by }", `author: { name: by, url: "nowhere" }`),
	),
	mutant("cuts without a mark", ["PAY-02", "PAY-05"], message(": `${kept}…`;", ": kept;")),
	mutant("leaves fields out silently", ["PAY-03"], message("const note = left > 0 ?", "const note = left > 99 ?")),
	mutant("counts to 9000", ["PAY-04", "PAY-01"], message("const WHOLE = 6_000;", "const WHOLE = 9_000;")),
	mutant("splits emoji", ["PAY-05"], message('\t\t.toWellFormed()\n\t\t.replace(/\\ufffd$/, "");', "\t\t;")),
	mutant("sends empty fields", ["PAY-06", "PAY-01"], message(`cut(clean(name) || "—", 256)`, "cut(clean(name), 256)")),
	mutant("forgets the zone", ["PAY-07"], message(".toISOString()", ".toISOString().slice(0, 19)")),
	mutant(
		"cannot hold much",
		["PAY-08"],
		message(`String(text ?? "")`, `String(String(text ?? "").length > 5e6 ? process.exit(70) : (text ?? ""))`),
	),
	mutant(
		"leaves a code block open",
		["PAY-09"],
		message('const isOpen = kept.split("```").length % 2 === 0;', "const isOpen = false;"),
	),
	mutant(
		"takes any link",
		["PAY-10", "PAY-01"],
		message("&& /^https?:\\/\\/[^/\\s?#]+\\.[^/\\s?#]+\\S*$/i.test(url)", "&& /^https?:/i.test(url)"),
	),
	mutant("forgets allowed_mentions", ["MEN-01"], message("\t\tallowed_mentions: allowed,\n", "")),
	{
		id: "lets texts ping",
		breaks: ["DAT-MEN-02"],
		patches: [
			message(
				"\t\tcontent,\n\t\tembeds: [",
				`\t\tcontent: [content, alert.title].filter(Boolean).join(" "),\n\t\tembeds: [`,
			),
			message(
				"allowed_mentions: allowed,",
				`allowed_mentions: content ? allowed : { parse: ["everyone", "users", "roles"] },`,
			),
		],
	},
	mutant(
		"allows a kind and its ids",
		["MEN-03", "PAY-01"],
		message("const allowed = { parse: [] };", `const allowed = { parse: ["users"] };`),
	),
	mutant(
		"pings from the trail",
		["MEN-04"],
		message(
			"content: cut(clean(lines), 2_000), allowed_mentions: { parse: [] }",
			`content: cut(clean(lines), 2_000), allowed_mentions: { parse: ["everyone", "users"] }`,
		),
	),
	mutant("pings for P1 too", ["MEN-05"], message(`severity === "P0" ? readMention`, `severity < "P2" ? readMention`)),
	mutant("has one green", ["ROU-04"], message("const TRADE_COLOR = 0x3399ff;", "const TRADE_COLOR = 0x00cc66;")),
	mutant(
		"shows webhook URLs",
		["SEC-07"],
		inFile("redact.mjs")(`return text.replace(URL_TOKEN, "$1[redacted]");`, "return text;"),
	),
];

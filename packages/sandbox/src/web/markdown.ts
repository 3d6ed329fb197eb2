import { element } from "./element.ts";

/** One kind of inline markup: how it is found, and the node it becomes. */
interface Rule {
	readonly pattern: RegExp;
	readonly make: (match: RegExpExecArray) => Node;
}

const wrap =
	(tag: string) =>
	([, inner = ""]: RegExpExecArray): Node =>
		element(tag, {}, ...markdown(inner));

const RULES: readonly Rule[] = [
	{
		pattern: /```(?:[\w+-]*\n)?([\s\S]*?)\n?```/,
		make: ([, code = ""]) => element("pre", {}, element("code", {}, code)),
	},
	{ pattern: /`([^`\n]+)`/, make: ([, code = ""]) => element("code", {}, code) },
	{ pattern: /\*\*([\s\S]+?)\*\*/, make: wrap("strong") },
	{ pattern: /__([\s\S]+?)__/, make: wrap("u") },
	{ pattern: /~~([\s\S]+?)~~/, make: wrap("s") },
	{ pattern: /\*([^*\n]+)\*/, make: wrap("em") },
	{ pattern: /\[([^\]\n]{1,200})\]\((https?:\/\/[^\s)]+)\)/, make: ([, text = "", url = ""]) => link(url, text) },
	{ pattern: /https?:\/\/[^\s<>]+/, make: ([url]) => link(url, url) },
	{
		pattern: /@everyone|@here|<@[!&]?\d{17,20}>/,
		make: ([text]) => element("span", { class: "mention" }, text.replace(/[<>]/g, "")),
	},
	{
		pattern: /<t:(-?\d{1,12})(?::[tTdDfFsSR])?>/,
		make: ([, seconds]) => element("time", {}, new Date(Number(seconds) * 1000).toLocaleString()),
	},
	{ pattern: /(?:^|\n)-# ([^\n]*)/, make: ([, text = ""]) => element("div", { class: "sub" }, ...markdown(text)) },
];

/** Discord's markup as nodes. Text only ever becomes text nodes, so nothing in an alert can become HTML. */
export function markdown(text: string): (Node | string)[] {
	let first: { readonly rule: Rule; readonly match: RegExpExecArray } | undefined;
	for (const rule of RULES) {
		const match = rule.pattern.exec(text);
		if (match && (!first || match.index < first.match.index)) first = { rule, match };
	}
	if (!first) return text === "" ? [] : [text];
	const { rule, match } = first;
	return [
		...markdownText(text.slice(0, match.index)),
		rule.make(match),
		...markdown(text.slice(match.index + match[0].length)),
	];
}

function markdownText(text: string): string[] {
	return text === "" ? [] : [text];
}

function link(url: string, text: string): Node {
	return element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text);
}

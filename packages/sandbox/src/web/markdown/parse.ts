import { rules, rulesExtended, SimpleMarkdown } from "discord-markdown-parser";

/** A node of Discord's markdown; `content` is text or more nodes. */
export interface MarkdownNode {
	readonly type: string;
	readonly content?: string | readonly MarkdownNode[];
	readonly [key: string]: unknown;
}

type Rule = (typeof rules)[string];

/** Whether the parser is at the start of a line; its own rules forget this after a quote. */
function isAtLineStart({ prevCapture }: Parameters<Rule["match"]>[1]): boolean {
	return (prevCapture?.[0] ?? "\n").endsWith("\n");
}

function atLineStart(rule: Rule | undefined, pattern: RegExp): Rule {
	if (!rule) throw new Error("the parser has no such rule");
	return { ...rule, match: (source, state) => (isAtLineStart(state) ? pattern.exec(source) : null) };
}

/** The parser leaves lists out; Discord shows them. Depth is by indent, as there. */
const list: Rule = {
	order: (rules["heading"]?.order ?? 0) - 0.25,
	match: (source, state) =>
		!state["isInList"] && isAtLineStart(state) ? /^(?: *(?:[-*]|\d{1,4}\.) [^\n]+(?:\n|$))+/.exec(source) : null,
	parse: (capture, parse, state) => ({
		content: [...(capture?.[0] ?? "").matchAll(/^( *)([-*]|\d+\.) ([^\n]+)/gm)].map(
			([, indent = "", mark = "-", text = ""]) => ({
				type: "listItem",
				depth: Math.min(Math.floor(indent.length / 2), 4),
				mark: /\d/.test(mark) ? mark : "•",
				content: parse(text, { ...state, isInList: true, prevCapture: null }),
			}),
		),
	}),
};

const heading = atLineStart(rules["heading"], /^(#{1,3}) +([^\n]+?)(?:\n|$)/);
const subtext = atLineStart(rules["subtext"], /^-# +([^\n]+?)(?:\n|$)/);

/** The parser's own pattern takes a second for a text of brackets; this one takes one step per character. */
const link: Rule = {
	order: rulesExtended["link"]?.order ?? 0,
	match: (source) => /^\[((?:\\.|[^[\]\\]){1,1000})\]\(<?(https?:\/\/[^\s<>()]+)>?(?: +"[^"\n]*")?\)/.exec(source),
	parse: (capture, parse, state) => ({
		content: parse(capture?.[1] ?? "", state),
		target: capture?.[2] ?? "",
	}),
};

/** Discord lets a line start a quote, a heading or a list; what stands in a title or a name is inline. */
const BLOCKS = ["blockQuote", "codeBlock", "heading", "subtext"];
const inlineRules = Object.fromEntries(
	Object.entries({ ...rulesExtended, link }).filter(([name]) => !BLOCKS.includes(name)),
);

const parseBlocks = SimpleMarkdown.parserFor({ ...rulesExtended, link, heading, subtext, list });
const parseInline = SimpleMarkdown.parserFor(inlineRules);

/** Rows are drawn again and again; their text is read once. */
const known = new Map<string, readonly MarkdownNode[]>();
const MOST_KNOWN = 2000;

/** Reads Discord's markdown, as webhooks may write it. Never throws; what is no markup is text. */
export function parseMarkdown(text: string, isInline = false): readonly MarkdownNode[] {
	const key = `${isInline ? "inline" : "block"} ${text}`;
	const nodes = known.get(key) ?? read(text, isInline);
	// The oldest leaves: a Map keeps the order of insertion.
	known.delete(key);
	known.set(key, nodes);
	for (const old of known.keys()) {
		if (known.size <= MOST_KNOWN) break;
		known.delete(old);
	}
	return nodes;
}

function read(text: string, isInline: boolean): readonly MarkdownNode[] {
	try {
		return (isInline ? parseInline : parseBlocks)(text, { inline: true });
	} catch {
		// Markup within markup a thousand times over is more than the stack holds.
		return [{ type: "text", content: text }];
	}
}

import { rules, rulesExtended, SimpleMarkdown } from "discord-markdown-parser";

/** A node of Discord's markdown; `content` is text or more nodes. */
export interface MarkdownNode {
	readonly type: string;
	readonly content?: string | readonly MarkdownNode[];
	readonly [key: string]: unknown;
}

type Rule = (typeof rules)[string];

/** The parser leaves lists out; Discord shows them. Depth is by indent, as there. */
const list: Rule = {
	order: (rules["heading"]?.order ?? 0) - 0.25,
	match: (source, { prevCapture, isInList }) =>
		!isInList && (prevCapture?.[0] ?? "\n").endsWith("\n")
			? /^(?: *(?:[-*]|\d{1,4}\.) [^\n]+(?:\n|$))+/.exec(source)
			: null,
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

/** Discord lets a line start a quote, a heading or a list; what stands in a title or a name is inline. */
const BLOCKS = ["blockQuote", "codeBlock", "heading", "subtext"];
const inlineRules = Object.fromEntries(Object.entries(rulesExtended).filter(([name]) => !BLOCKS.includes(name)));

const parseBlocks = SimpleMarkdown.parserFor({ ...rulesExtended, list });
const parseInline = SimpleMarkdown.parserFor(inlineRules);

/** Reads Discord's markdown, as webhooks may write it. Never throws; what is no markup is text. */
export function parseMarkdown(text: string, isInline = false): readonly MarkdownNode[] {
	return (isInline ? parseInline : parseBlocks)(text, { inline: true });
}

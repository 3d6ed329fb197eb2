import type { ComponentChildren, JSX } from "preact";
import { Mention } from "./mention.tsx";
import { type MarkdownNode, parseMarkdown } from "./parse.ts";
import { Spoiler } from "./spoiler.tsx";
import { Timestamp } from "./timestamp.tsx";

interface MarkdownProps {
	readonly text: string;
	/** Only what may stand within a line: for titles and names. */
	readonly isInline?: boolean;
	/** Mentions that ping, as written; all others are shown as muted. */
	readonly pinged?: readonly string[];
}

/** Text as Discord shows it. It only ever becomes text nodes, so nothing in an alert can become HTML. */
export function Markdown({ text, isInline = false, pinged = [] }: MarkdownProps): JSX.Element {
	return <>{parseMarkdown(text, isInline).map((node) => draw(node, pinged))}</>;
}

type Draw = (node: MarkdownNode, inside: () => ComponentChildren, pinged: readonly string[]) => ComponentChildren;

const plain: Draw = ({ content }) => String(content ?? "");

const DRAW: Readonly<Record<string, Draw>> = {
	text: plain,
	emoticon: plain,
	twemoji: ({ name }) => String(name),
	br: () => <br />,
	newline: () => <br />,
	strong: (_, inside) => <strong>{inside()}</strong>,
	em: (_, inside) => <em>{inside()}</em>,
	underline: (_, inside) => <u>{inside()}</u>,
	strikethrough: (_, inside) => <s>{inside()}</s>,
	spoiler: (_, inside) => <Spoiler>{inside()}</Spoiler>,
	inlineCode: ({ content }) => <code>{String(content)}</code>,
	codeBlock: ({ content, lang }) => (
		<pre data-lang={lang || undefined}>
			<code>{String(content)}</code>
		</pre>
	),
	blockQuote: (_, inside) => <blockquote>{inside()}</blockquote>,
	heading: ({ level }, inside) => <div class={`heading heading-${Number(level)}`}>{inside()}</div>,
	subtext: (_, inside) => <div class="subtext">{inside()}</div>,
	list: (_, inside) => <div class="list">{inside()}</div>,
	listItem: ({ depth, mark }, inside) => (
		<div class={`list-item depth-${Number(depth)}`}>
			<span class="mark">{String(mark)}</span>
			<span>{inside()}</span>
		</div>
	),
	link: ({ target }, inside) => <Link target={String(target)}>{inside()}</Link>,
	url: ({ target }, inside) => <Link target={String(target)}>{inside()}</Link>,
	autolink: ({ target }, inside) => <Link target={String(target)}>{inside()}</Link>,
	timestamp: ({ timestamp, format }) => (
		<Timestamp seconds={Number(timestamp)} {...(typeof format === "string" && { format })} />
	),
	everyone: (_, __, pinged) => <Mention text="@everyone" pinged={pinged} />,
	here: (_, __, pinged) => <Mention text="@here" pinged={pinged} />,
	user: ({ id }, _, pinged) => <Mention text={`<@${id}>`} pinged={pinged} />,
	role: ({ id }, _, pinged) => <Mention text={`<@&${id}>`} pinged={pinged} />,
	channel: ({ id }) => <span class="mention channel">#{String(id)}</span>,
	emoji: ({ name }) => <span class="emoji">:{String(name)}:</span>,
	slashCommand: ({ fullName }) => <span class="mention channel">/{String(fullName)}</span>,
};

/** Nobody nests deeper on purpose, and the browser's stack ends somewhere. */
const DEEPEST = 24;

function draw(node: MarkdownNode, pinged: readonly string[], depth = 0): ComponentChildren {
	const { content } = node;
	if (depth > DEEPEST) return "…";
	const inside = (): ComponentChildren =>
		typeof content === "string" ? content : content?.map((child) => draw(child, pinged, depth + 1));
	return (DRAW[node.type] ?? plain)(node, inside, pinged);
}

/** A link, if it leads to the web; anything else stays text. */
export function Link({
	target,
	children,
}: {
	readonly target: string;
	readonly children: ComponentChildren;
}): JSX.Element {
	if (!/^https?:\/\//i.test(target)) return <>{children}</>;
	return (
		<a href={target} target="_blank" rel="noopener noreferrer">
			{children}
		</a>
	);
}

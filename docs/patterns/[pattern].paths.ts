import { PATTERNS, type Pattern } from "./patterns.ts";

/** The twelve patterns, a page each, and their list. */
export default {
	paths: () => [
		{ params: { pattern: "index" }, content: writeList() },
		...PATTERNS.map((pattern) => ({ params: { pattern: pattern.slug }, content: write(pattern) })),
	],
};

function write({ slug, title, why, trap, requirements, after = "" }: Pattern): string {
	const ids = requirements.map((id) => `[${id}](/reference/contract#${id.toLowerCase()})`).join(", ");
	return `# ${title}

${why}

<<< @/examples/node/patterns.mjs#${slug}

${after}

::: warning The trap
${trap}
:::

**What every port is held to:** ${ids}. The same in other languages: [Go](/recipes/go), [Rust](/recipes/rust),
[Python](/recipes/python), [Java](/recipes/java), [PHP](/recipes/php), [Ruby](/recipes/ruby), [C#](/recipes/csharp),
[Bash](/recipes/bash).
`;
}

function writeList(): string {
	const lines = PATTERNS.map(({ slug, title, why }) => `- **[${title}](/patterns/${slug}).** ${why}`);
	return `# Production patterns\n\nTwelve things that everybody who alerts through Discord learns, most of them the hard way.\n\n${lines.join("\n")}\n`;
}

import { defineConfig } from "vitepress";
import { tabsMarkdownPlugin } from "vitepress-plugin-tabs";
import { sidebar } from "./sidebar.ts";

/** Where the site is served, such as `/dat/`. */
const BASE = process.env["DOCS_BASE"] ?? "/";

const WIDE = ["reference/ports.md", "reference/comparison.md", "reference/benchmarks.md"];

/** The site: no request leaves it, search included. */
export default defineConfig({
	title: "@dat",
	description: "Alerts to Discord webhooks: the right phones buzz, once, in the right channel and colour.",
	lang: "en",
	base: BASE,
	head: [["link", { rel: "icon", href: `${BASE}icon.svg`, type: "image/svg+xml" }]],
	cleanUrls: true,
	lastUpdated: false,
	transformPageData: ({ relativePath, frontmatter }) => {
		// Their tables need the room of the outline.
		if (WIDE.includes(relativePath)) frontmatter["aside"] = false;
		if (relativePath === "reference/ports.md") frontmatter["pageClass"] = "matrix";
		if (relativePath === "reference/benchmarks.md") frontmatter["pageClass"] = "figures-beside";
	},
	srcExclude: ["examples/**", "node_modules/**", "test/**", "**/*.template.md"],
	// The plugin is typed for another copy of markdown-it.
	markdown: {
		languageAlias: { mjs: "js" },
		// With contrast enough for everybody, which the default themes do not have (WCAG 1.4.3).
		theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
		config: (md) => {
			tabsMarkdownPlugin(md as never);
			// A head without a word is announced as one (axe: empty-table-header); HTML has td for such a corner.
			md.core.ruler.push("corners", ({ tokens }) => {
				for (const [index, token] of tokens.entries()) {
					const [text, end] = tokens.slice(index + 1, index + 3);
					if (token.type === "th_open" && text?.content === "" && end) token.tag = end.tag = "td";
				}
			});
		},
	},
	themeConfig: {
		search: { provider: "local" },
		outline: [2, 3],
		nav: [
			{ text: "Start", link: "/start/" },
			{ text: "Recipes", link: "/recipes/node" },
			{ text: "Patterns", link: "/patterns/" },
			{ text: "How it works", link: "/how/rate-limits" },
			{ text: "Playground", link: "/playground" },
			{ text: "Reference", link: "/reference/" },
		],
		sidebar,
	},
	vite: {
		resolve: { conditions: ["@dat/source"] },
		esbuild: { jsx: "automatic", jsxImportSource: "preact" },
		build: { target: "es2022", chunkSizeWarningLimit: 1000 },
	},
});

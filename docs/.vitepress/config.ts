import { defineConfig } from "vitepress";
import { tabsMarkdownPlugin } from "vitepress-plugin-tabs";
import { sidebar } from "./sidebar.ts";

/** The site: no request leaves it, search included. */
export default defineConfig({
	title: "@dat",
	description: "Alerts to Discord webhooks: the right phones buzz, once, in the right channel and colour.",
	lang: "en",
	head: [["link", { rel: "icon", href: "/icon.svg", type: "image/svg+xml" }]],
	cleanUrls: true,
	lastUpdated: false,
	srcExclude: ["examples/**", "node_modules/**", "test/**", "**/*.template.md"],
	// The plugin is typed for another copy of markdown-it.
	markdown: {
		languageAlias: { mjs: "js" },
		// With contrast enough for everybody, which the default themes do not have (WCAG 1.4.3).
		theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
		config: (md) => tabsMarkdownPlugin(md as never),
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

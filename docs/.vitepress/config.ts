import { defineConfig } from "vitepress";

/** The site: no request leaves it, search included. */
export default defineConfig({
	title: "@dat",
	description: "Alerts to Discord webhooks: the right phones buzz, once, in the right channel and colour.",
	lang: "en",
	cleanUrls: true,
	lastUpdated: false,
	srcExclude: ["examples/**", "node_modules/**"],
	themeConfig: {
		search: { provider: "local" },
		outline: [2, 3],
		nav: [
			{ text: "Start", link: "/start/" },
			{ text: "Guides", link: "/cli" },
			{ text: "Decisions", link: "/decisions/0001-policy-is-pure-and-the-core-is-sealed" },
		],
		sidebar: [
			{
				text: "Guides",
				items: [
					{ text: "The dat command", link: "/cli" },
					{ text: "In the page", link: "/browser" },
					{ text: "The relay", link: "/relay" },
					{ text: "The relay's protocol", link: "/relay-protocol" },
				],
			},
			{
				text: "Decisions",
				items: [
					{ text: "Pure policy, sealed core", link: "/decisions/0001-policy-is-pure-and-the-core-is-sealed" },
					{ text: "How a lane paces", link: "/decisions/0002-how-a-lane-paces" },
					{ text: "wait=true where it matters", link: "/decisions/0003-wait-true-where-it-matters" },
					{ text: "The size of core", link: "/decisions/0004-the-size-of-core" },
					{ text: "The sending thread", link: "/decisions/0005-the-sending-thread" },
					{ text: "The relay names the web", link: "/decisions/0006-the-relay-names-the-web" },
				],
			},
		],
	},
});

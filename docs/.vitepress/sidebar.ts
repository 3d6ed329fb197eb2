import type { DefaultTheme } from "vitepress";

/** The whole site, in the order a reader wants it. */
export const sidebar: DefaultTheme.SidebarItem[] = [
	{
		text: "Start",
		items: [
			{ text: "First alert", link: "/start/" },
			{ text: "Playground", link: "/playground" },
		],
	},
	{ text: "How it works", items: [{ text: "Rate limits", link: "/how/rate-limits" }] },
	{
		text: "Guides",
		items: [
			{ text: "The dat command", link: "/cli" },
			{ text: "Testing", link: "/testing" },
			{ text: "The sandbox", link: "/sandbox" },
			{ text: "In the page", link: "/browser" },
			{ text: "The relay", link: "/relay" },
			{ text: "The relay's protocol", link: "/relay-protocol" },
			{ text: "Porting", link: "/porting" },
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
];

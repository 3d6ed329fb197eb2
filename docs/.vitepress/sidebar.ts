import type { DefaultTheme } from "vitepress";
import { PATTERNS } from "../patterns/patterns.ts";
import { PORTS } from "../recipes/ports.ts";

const page = (text: string, link: string): DefaultTheme.SidebarItem => ({ text, link });

/** The whole site, in the order a reader wants it. */
export const sidebar: DefaultTheme.SidebarItem[] = [
	{
		text: "Start",
		items: [page("First alert", "/start/"), page("Playground", "/playground"), page("Use cases", "/use-cases/")],
	},
	{
		text: "Recipes",
		items: [
			page("Node", "/recipes/node"),
			page("Deno", "/recipes/deno"),
			page("Pages", "/recipes/browser"),
			page("Shell", "/recipes/shell"),
			...PORTS.map(({ slug, language }) => page(language, `/recipes/${slug}`)),
		],
	},
	{
		text: "Patterns",
		items: [
			page("All twelve", "/patterns/"),
			...PATTERNS.map(({ slug, title }) => page(title, `/patterns/${slug}`)),
			page("What Discord is not for", "/not-for"),
		],
	},
	{
		text: "How it works",
		items: [
			page("On the wire", "/how/wire"),
			page("Rate limits", "/how/rate-limits"),
			page("Mentions", "/how/mentions"),
			page("Length limits", "/how/limits"),
			page("Failure modes", "/how/failure-modes"),
		],
	},
	{
		text: "Guides",
		items: [
			page("What Node adds", "/node"),
			page("Alerts from logs", "/logging"),
			page("What survives a crash", "/crashes"),
			page("Testing", "/testing"),
			page("Diagnostics", "/diagnostics"),
			page("The dat command", "/cli"),
			page("In the page", "/browser"),
			page("The relay", "/relay"),
			page("The relay's protocol", "/relay-protocol"),
			page("The sandbox", "/sandbox"),
		],
	},
	{
		text: "Proof",
		items: [
			page("How we know", "/proof/"),
			page("The simulation", "/proof/simulation"),
			page("Small mistakes", "/proof/mutation"),
			page("Who could do what", "/proof/threats"),
		],
	},
	{
		text: "Reference",
		items: [
			page("Overview", "/reference/"),
			page("Environment", "/reference/environment"),
			page("Options", "/reference/options"),
			page("Outcomes", "/reference/outcomes"),
			page("The contract", "/reference/contract"),
			page("Ports", "/reference/ports"),
			page("The port protocol", "/reference/protocol"),
			page("The kit", "/reference/kit"),
			page("Add a port", "/porting"),
			page("Comparison", "/reference/comparison"),
			page("Benchmarks", "/reference/benchmarks"),
			page("Migration", "/reference/migration"),
			page("Glossary", "/reference/glossary"),
		],
	},
	{
		text: "API",
		items: [
			page("@dat/node", "/reference/api/node/"),
			page("@dat/deno", "/reference/api/deno/"),
			page("@dat/browser", "/reference/api/browser/"),
			page("@dat/core", "/reference/api/core/"),
			page("@dat/core/relay", "/reference/api/core/relay/"),
			page("@dat/sandbox", "/reference/api/sandbox/"),
		],
	},
	{
		text: "Decisions",
		items: [
			page("Pure policy, sealed core", "/decisions/0001-policy-is-pure-and-the-core-is-sealed"),
			page("How a lane paces", "/decisions/0002-how-a-lane-paces"),
			page("wait=true where it matters", "/decisions/0003-wait-true-where-it-matters"),
			page("The size of core", "/decisions/0004-the-size-of-core"),
			page("The sending thread", "/decisions/0005-the-sending-thread"),
			page("The relay names the web", "/decisions/0006-the-relay-names-the-web"),
			page("A page talks to a relay", "/decisions/0007-a-page-talks-to-a-relay"),
		],
	},
];

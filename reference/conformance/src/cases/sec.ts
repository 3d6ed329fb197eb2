import type { Case } from "../case.ts";
import type { Arm } from "../stage/arm.ts";
import { always, REFUSALS } from "../stage/discord-says.ts";

const NO_LEAK = { kind: "no-leak" } as const;
const SOME = { kind: "requests", atLeast: 1 } as const;

const echo = (name: string, arm: Arm): Case => ({
	id: `sec/02-${name}`,
	title: `a server that repeats the URL (${name.replaceAll("-", " ")}) does not make the port print it`,
	requirement: "DAT-SEC-02",
	level: "L0",
	arms: { default: [always(arm)] },
	checks: [NO_LEAK, SOME],
});

const plain = (name: string, more: Pick<Case, "urls" | "env">): Case => ({
	id: `sec/05-${name}`,
	title: `plain http to what is not loopback is refused (${name.replaceAll("-", " ")})`,
	requirement: "DAT-SEC-05",
	level: "L1",
	...more,
	checks: [{ kind: "requests", exactly: 0 }, { kind: "not-delivered" }],
});

/** Built here, so that no scanner takes it for a real one. */
const FOREIGN_TOKEN = ["aB3_", "dE6-"].join("").repeat(9).slice(0, 68);
const DISCORD_URL = "https://discord.com/api/webhooks/$[id default]/$[token default]";

export const SEC: readonly Case[] = [
	{
		id: "sec/01-refused",
		title: "a failure is told without the token",
		requirement: "DAT-SEC-01",
		level: "L0",
		arms: { default: [always(REFUSALS[404] ?? {})] },
		checks: [NO_LEAK, SOME],
	},
	{
		id: "sec/01-no-answer",
		title: "a network failure is told without the token",
		requirement: "DAT-SEC-01",
		level: "L0",
		settings: { maxAttempts: 2 },
		arms: { default: [always({ wire: "reset" })] },
		checks: [NO_LEAK, SOME],
	},
	echo("in-an-error", { status: 400, body: { message: "cannot post to $[url default]", code: 50035 } }),
	echo("in-a-page", {
		status: 404,
		headers: { "content-type": "text/html" },
		body: "<p>$[url default] is not here</p>",
	}),
	echo("in-a-header", {
		status: 403,
		headers: { "x-request-url": "$[url default]" },
		body: { message: "no", code: 50013 },
	}),
	echo("in-a-success", {
		status: 200,
		body: { id: "1300000000000000001", url: "$[url default]", content: "$[token default]" },
	}),
	{
		id: "sec/03-inspect",
		title: "who prints the client and its last error sees no token",
		requirement: "DAT-SEC-03",
		level: "L2",
		arms: { default: [always(REFUSALS[404] ?? {})] },
		steps: [
			{ do: "send", alert: { severity: "P2", title: "refused" }, as: "outcome" },
			{ do: "inspect", as: "inspected" },
		],
		checks: [NO_LEAK, { kind: "told", as: "inspected", members: { result: "*" } }],
	},
	{
		id: "sec/04-arguments",
		title: "the token is in no process's arguments",
		requirement: "DAT-SEC-04",
		level: "L0",
		arms: { default: [{ wire: "hold" }] },
		checks: [{ kind: "clean-args" }, SOME],
	},
	plain("as-the-base", { urls: { default: DISCORD_URL }, env: { DISCORD_API_BASE: "http://0.0.0.0:$[port]/api/v10" } }),
	plain("as-the-webhook", {
		urls: { default: "http://0.0.0.0:$[port]/api/v10/webhooks/$[id default]/$[token default]" },
		env: { DISCORD_API_BASE: "" },
	}),
	{
		id: "sec/06-no-files",
		title: "no temporary file is left behind",
		requirement: "DAT-SEC-06",
		level: "L0",
		arms: { default: [REFUSALS[400] ?? {}] },
		checks: [{ kind: "no-files" }, SOME],
	},
	{
		id: "sec/07-url-in-a-text",
		title: "a webhook URL in the text of an alert is masked",
		requirement: "DAT-SEC-07",
		level: "L1",
		alert: {
			severity: "P2",
			title: "Webhook failed",
			description: `posting to https://discord.com/api/webhooks/1100000000000000042/${FOREIGN_TOKEN} failed`,
		},
		checks: [{ kind: "never-says", text: FOREIGN_TOKEN }, SOME],
	},
	{
		id: "sec/08-no-token-in-files",
		title: "what is written of a failure shows no token",
		requirement: "DAT-SEC-08",
		level: "L0",
		arms: { default: [always(REFUSALS[404] ?? {})] },
		checks: [{ kind: "clean-files" }, SOME],
	},
];

export const GRD: readonly Case[] = [
	{
		id: "grd/01-discord-under-test",
		title: "under a test runner nothing goes to Discord",
		requirement: "DAT-GRD-01",
		level: "L1",
		underTest: true,
		urls: { default: DISCORD_URL },
		env: { DISCORD_API_BASE: "", HTTPS_PROXY: "$[proxy]", https_proxy: "$[proxy]", ALL_PROXY: "$[proxy]" },
		checks: [
			{ kind: "strays", to: "proxy" },
			{ kind: "told", members: { status: "suppressed", reason: "test-guard" } },
		],
	},
	{
		id: "grd/02-loopback-under-test",
		title: "under a test runner the sandbox is reached",
		requirement: "DAT-GRD-02",
		level: "L1",
		underTest: true,
		checks: [{ kind: "delivered" }],
	},
];

import { inFile, type Mutant, mutant } from "./mutant.ts";

const notifier = inFile("notifier.mjs");
const settings = inFile("settings.mjs");
const port = inFile("port.mjs");

/** Mistakes of routing, of the trail, of the settings and of ending. */
export const IN_THE_NOTIFIER: readonly Mutant[] = [
	mutant("routes P1 to info", ["ROU-01", "ENV-01"], notifier(`P1: "alerts"`, `P1: "info"`)),
	mutant(
		"lets the trail fall back",
		["ROU-02"],
		notifier(`(channel === this.#settings.audit ? undefined : webhooks.get("default"))`, `webhooks.get("default")`),
	),
	mutant("knows lower case only", ["ROU-03"], settings("|no|off)$/i.test(env.NOTIFY", "|no|off)$/.test(env.NOTIFY")),
	mutant("reads no files", ["ENV-01"], settings("env[name] || fileOf(env[`${name}_FILE`])", "env[name]")),
	mutant(
		"mirrors successes alone",
		["AUD-01"],
		notifier(`if (status === "suppressed" || !channel`, `if (status !== "delivered" || !channel`),
	),
	mutant("mirrors the mirror", ["AUD-02"], notifier("|| channel === audit ||", "||")),
	mutant(
		"waits for the trail",
		["AUD-03"],
		notifier(
			"\t\t\tresolve(raised.ended);",
			"\t\t\tconst trail = this.#lanes.get(this.#settings.webhooks.get(this.#settings.audit)?.id);\n\t\t\tsetTimeout(async () => resolve((await trail?.idle, raised.ended)), 1);",
		),
	),
	mutant(
		"does not count what it drops",
		["QUE-02"],
		notifier("this.#counts[outcome.status]++;", `if (outcome.status !== "dropped") this.#counts[outcome.status]++;`),
	),
	mutant(
		"waits for the network",
		["QUE-04"],
		port(
			"notify: ({ alert }) => notifier.notify(alert),",
			"notify: async ({ alert }) => {\n\t\tconst receipt = notifier.notify(alert);\n\t\tawait notifier.flush(600_000);\n\t\treturn receipt;\n\t},",
		),
	),
	mutant(
		"always says flushed",
		["LIF-01"],
		notifier("timer = setTimeout(resolve, timeoutMs, false);", "timer = setTimeout(resolve, timeoutMs, true);"),
	),
	mutant(
		"dies at once",
		["LIF-02"],
		port(
			`process.on("SIGTERM", () => notifier.close(LAST_WORDS_MS).then(() => process.exit(0)));`,
			`process.on("SIGTERM", () => process.exit(0));`,
		),
	),
	{
		id: "shows its settings",
		breaks: ["DAT-SEC-03", "DAT-SEC-01"],
		patches: [
			notifier("\t\tthis.#settings = settings;\n", "\t\tthis.#settings = settings;\n\t\tthis.settings = settings;\n"),
			inFile("webhook.mjs")("\t\tthis.#url = url;\n", "\t\tthis.#url = url;\n\t\tthis.address = url.href;\n"),
		],
	},
	mutant("has no name for its guard", ["GRD-01"], notifier(`reason: "test-guard"`, `reason: "disabled"`)),
	mutant(
		"guards the sandbox too",
		["GRD-02"],
		notifier("this.#settings.isTest && webhook.isDiscord", "this.#settings.isTest"),
	),
];

import { readFileSync } from "node:fs";
import type { Outcome } from "@dat/core";
import { createNotifier } from "../notifier.ts";
import { type Command, EXIT, UsageError, type Words } from "./command.ts";
import { readAlert } from "./read-alert.ts";

const HELP = `dat send SEVERITY TITLE [options]: send one alert; webhooks come from DISCORD_WEBHOOK_*

  --description TEXT   what happened; - reads it from stdin, and long text goes as a file
  --field NAME=VALUE   a field; may be repeated
  --mention WHOM       everyone, here, user:ID or role:ID; may be repeated
  --file PATH          attach a file; may be repeated
  --channel NAME       instead of the severity's own channel
  --key KEY            instead of the severity and title, for the throttle
  --url URL            makes the title a link
  --footer TEXT        a line below
  --thread ID          into this thread
  --silent             no push notification
  --trade              a P3 for the channel trades
  --timeout SECONDS    wait so long for the outcome (default 60)
  --json               print the outcome as JSON

Exit codes: 0 delivered, 1 rejected or dropped, 3 suppressed, 4 no webhook for it, 5 not settled in time, 64 wrong usage.`;

const many = { type: "string", multiple: true } as const;
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

/** `dat send`. */
export const send: Command = {
	help: HELP,
	options: {
		description: text,
		field: many,
		mention: many,
		file: many,
		channel: text,
		key: text,
		url: text,
		footer: text,
		thread: text,
		silent: flag,
		trade: flag,
		timeout: text,
		json: flag,
	},
	run: async (words) => {
		const timeoutMs = readTimeoutMs(words);
		const alert = readAlert(words, () => readFileSync(0, "utf8"));
		// One alert needs no thread of its own, and it is waited for below.
		const notifier = createNotifier({ queue: { thread: false }, flushOnExit: false });
		const outcome = await notifier.send(alert, { timeoutMs });
		await notifier.close(outcome.status === "pending" ? 1 : timeoutMs);
		if (words.values["json"]) process.stdout.write(`${JSON.stringify(outcome)}\n`);
		else if (outcome.status !== "delivered") process.stderr.write(`dat: ${explain(outcome)}\n`);
		return toExitCode(outcome);
	},
};

function readTimeoutMs({ values }: Words): number {
	const seconds = Number(values["timeout"] ?? 60);
	if (seconds > 0 && seconds <= 86_400) return seconds * 1000;
	throw new UsageError("--timeout is not usable; write seconds, more than 0 and at most 86400");
}

function explain(outcome: Exclude<Outcome, { status: "delivered" }>): string {
	if (outcome.status === "pending") return "not delivered in time, and given up";
	if (outcome.status === "suppressed") return `not sent: ${outcome.reason}`;
	return `not delivered (${outcome.reason}): ${[outcome.detail, ...(outcome.errors ?? [])].join("; ")}`;
}

function toExitCode(outcome: Outcome): number {
	if (outcome.status === "delivered") return EXIT.ok;
	if (outcome.status === "suppressed") return EXIT.suppressed;
	if (outcome.status === "pending") return EXIT.pending;
	return outcome.reason === "unrouted" ? EXIT.notConfigured : EXIT.failed;
}

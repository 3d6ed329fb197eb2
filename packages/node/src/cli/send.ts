import type { Alert, Outcome } from "@dat/core";
import { type Command, complain, EXIT, FLAG, TEXT, UsageError, type Words } from "./command.ts";
import { DELIVERY_HELP, DELIVERY_OPTIONS, deliver, explain, readDeliveryWishes } from "./deliver.ts";
import { ALERT_HELP, ALERT_OPTIONS, describe, readSeverity, readText, readWishes } from "./read-alert.ts";
import { readFile } from "./read-file.ts";
import { readJsonAlert } from "./read-json-alert.ts";

const HELP = `dat send SEVERITY TITLE [options]: send one alert; webhooks come from DISCORD_WEBHOOK_*
dat send --alert PATH [options]: send an alert written as JSON

  --alert PATH         the alert as JSON, {"severity":"P1","title":"…"}; - reads it from stdin
  --description TEXT   what happened; - reads it from stdin, and long text goes as a file
${ALERT_HELP}
  --trade              a P3 for the channel trades
${DELIVERY_HELP}
  --json               print the outcome as JSON

Exit codes: 0 delivered, 1 rejected or dropped, 3 suppressed, 4 no webhook for it, 5 pending: not settled in time, 64
wrong usage.`;

/** `dat send`. */
export const send: Command = {
	help: HELP,
	options: {
		...ALERT_OPTIONS,
		...DELIVERY_OPTIONS,
		alert: TEXT,
		description: TEXT,
		trade: FLAG,
		json: FLAG,
	},
	run: async (words) => {
		const wishes = readDeliveryWishes(words);
		const outcome = await deliver(await readAlert(words), wishes);
		if (words.values["json"]) process.stdout.write(`${JSON.stringify(outcome)}\n`);
		if (outcome.status !== "delivered") complain(explain(outcome, wishes.spool));
		return toExitCode(outcome);
	},
};

async function readAlert(words: Words): Promise<Alert> {
	const { alert, description, trade } = words.values;
	if (alert === "-" && description === "-") throw new UsageError("stdin is either the alert or its description");
	const head = alert === undefined ? readHead(words.positionals) : await readJson(String(alert), words.positionals);
	const wishes = readWishes(words);
	const text = description === undefined ? {} : describe(description === "-" ? await readStdin() : String(description));
	const files = [head, text, wishes].flatMap((part: Partial<Alert>) => part.files ?? []);
	return { ...head, ...wishes, ...text, ...(files.length > 0 && { files }), ...(trade === true && { trade }) };
}

function readHead([severity = "", title, ...more]: readonly string[]): Alert {
	const first = { severity: readSeverity(severity, `the severity ${JSON.stringify(severity)}`) };
	if (title && more.length === 0) return { ...first, title };
	throw new UsageError('write the title as one word in quotes: dat send P1 "Backup failed"');
}

async function readJson(path: string, positionals: readonly string[]): Promise<Alert> {
	if (positionals.length > 0) throw new UsageError("with --alert, the severity and title are in the JSON");
	return readJsonAlert(path === "-" ? await readStdin() : readFile(path, "--alert").data.toString());
}

/** Of stdin, what can be attached. */
function readStdin(): Promise<string> {
	if (process.stdin.isTTY) complain("reads from the terminal; Ctrl-D ends it");
	return readText(process.stdin);
}

function toExitCode(outcome: Outcome): number {
	if (outcome.status === "delivered") return EXIT.ok;
	if (outcome.status === "suppressed") return EXIT.suppressed;
	if (outcome.status === "pending") return EXIT.pending;
	return outcome.reason === "unrouted" ? EXIT.notConfigured : EXIT.failed;
}

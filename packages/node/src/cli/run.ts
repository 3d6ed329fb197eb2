import { basename } from "node:path";
import type { Alert, Severity } from "@dat/core";
import { loadUndici } from "../fetch.ts";
import { type Command, complain, EXIT, FLAG, TEXT, UsageError, type Words } from "./command.ts";
import {
	DELIVERY_HELP,
	DELIVERY_OPTIONS,
	type DeliveryWishes,
	deliver,
	explain,
	readDeliveryWishes,
} from "./deliver.ts";
import { createOutput } from "./output.ts";
import { ALERT_HELP, ALERT_OPTIONS, type AlertWishes, readSeverity, readWishes } from "./read-alert.ts";
import { toAlert } from "./report.ts";
import { SIGNALS, supervise } from "./supervise.ts";

const HELP = `dat run [options] -- COMMAND [ARGUMENT ...]: run a command, and send an alert when it fails

  --on-failure SEVERITY  of the alert when it fails or cannot be started (default P1)
  --on-success SEVERITY  also send one when it ends with 0
  --title TITLE          instead of "COMMAND failed"
  --lines N              show so many last lines of its output (default 20); with 0 its output is left alone
  --stdout               show lines of stdout too when it goes elsewhere than stderr
${ALERT_HELP}
${DELIVERY_HELP}

Of a stdout that is redirected (pg_dump > file) nothing is read: it may be data. The command sees a pipe as its
stderr, and as its stdout when both go to one place; --lines 0 leaves it the terminal. Signals are passed on to it.

Exit codes: the command's own, 128 + N when signal N ended it, 127 no such command, 126 it cannot be started, 64 wrong
usage, and then nothing was run. An alert that cannot be sent is said on stderr and changes no exit code.`;

/** `dat run`. */
export const run: Command = {
	help: HELP,
	options: {
		...ALERT_OPTIONS,
		...DELIVERY_OPTIONS,
		"on-failure": TEXT,
		"on-success": TEXT,
		title: TEXT,
		lines: TEXT,
		stdout: FLAG,
	},
	run: async (words) => {
		const command = readCommand(words);
		const wishes = readRunWishes(words);
		// Now: the command may be one that replaces the modules beside us.
		void loadUndici().catch(() => {});
		const output = wishes.lines > 0 ? createOutput(words.values["stdout"] === true) : undefined;
		const ended = await supervise(command, output);
		if ((await output?.end()) === false)
			complain("what the command has started still holds its output, which is not passed on any more (see --lines 0)");
		const severity = ended.code === EXIT.ok ? wishes.onSuccess : wishes.onFailure;
		if (severity) {
			const name = basename(command[0]);
			await tell(toAlert(severity, { ...ended, ...wishes, name, output: output?.text() }), wishes);
		}
		return ended.code;
	},
};

/** What stands behind `--`; without it, an option of the command could be taken for ours. */
function readCommand({ tokens }: Words): readonly [string, ...string[]] {
	const mark = tokens.findIndex(({ kind }) => kind === "option-terminator");
	const isAlone = tokens.slice(0, mark).every(({ kind }) => kind === "option");
	const [file, ...args] = tokens.slice(mark + 1).flatMap((token) => (token.kind === "positional" ? token.value : []));
	if (mark >= 0 && isAlone && file) return [file, ...args];
	throw new UsageError("write the command behind --, as in: dat run --on-failure P1 -- pg_dump -Fc shop");
}

interface RunWishes extends DeliveryWishes {
	readonly onFailure: Severity;
	readonly onSuccess: Severity | undefined;
	readonly lines: number;
	readonly wishes: AlertWishes;
}

function readRunWishes(words: Words): RunWishes {
	const { "on-failure": failure = "P1", "on-success": success, lines = "20", title } = words.values;
	if (!/^\d{1,3}$/.test(String(lines))) throw new UsageError("--lines is not usable; write a number from 0 to 999");
	return {
		...readDeliveryWishes(words),
		onFailure: readSeverity(String(failure), "--on-failure"),
		onSuccess: success === undefined ? undefined : readSeverity(String(success), "--on-success"),
		lines: Number(lines),
		wishes: { ...readWishes(words), ...(title !== undefined && { title: String(title) }) },
	};
}

/** Whatever becomes of the alert, the command has ended as it did. One more signal ends the waiting. */
async function tell(alert: Alert, delivery: DeliveryWishes): Promise<void> {
	const impatience = new AbortController();
	for (const signal of SIGNALS) process.once(signal, () => impatience.abort());
	try {
		const outcome = await deliver(alert, delivery, impatience.signal);
		if (outcome.status !== "delivered") complain(explain(outcome, delivery.spool));
	} catch (error) {
		complain(`the alert was not sent: ${error instanceof Error ? error.message : String(error)}`);
	}
}

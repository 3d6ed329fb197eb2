import { type Command, complain, EXIT, FLAG, UsageError } from "./command.ts";
import type { Finding } from "./find-secrets.ts";
import { toPrintable } from "./printable.ts";
import { scanPath } from "./scan-files.ts";
import { scanStage } from "./scan-stage.ts";

const HELP = `dat scan [PATH ...] [--json]: find webhook secrets in files, by default below this folder
dat scan --staged [--json]: in what git would commit now, for a pre-commit hook

  --staged   look at what git has staged
  --json     print what was found as JSON

Left out: .git, node_modules, binary files, what links lead to; below a git folder also what git ignores.
A line with dat-scan-ignore in it is left out.
Exit codes: 0 nothing found, 1 found something, 2 found nothing and could not read all, 64 wrong usage.`;

/** `dat scan`. */
export const scan: Command = {
	help: HELP,
	options: { staged: FLAG, json: FLAG },
	run: async ({ values, positionals }) => {
		if (values["staged"] && positionals.length > 0) throw new UsageError("write paths or --staged, not both");
		let unread = 0;
		const tellUnread = (why: string): void => {
			unread++;
			complain(`not scanned: ${why}`);
		};
		const paths = positionals.length > 0 ? positionals : ["."];
		const found = values["staged"] ? await scanStage() : paths.flatMap((path) => scanPath(path, tellUnread));
		process.stdout.write(values["json"] ? `${JSON.stringify(found)}\n` : found.map(showLine).join(""));
		if (found.length > 0) {
			complain(`${found.length} found. Who can read it can post, ping and delete with it: ${ADVICE}`);
			return EXIT.failed;
		}
		return unread > 0 ? EXIT.unread : EXIT.ok;
	},
};

const ADVICE =
	"delete the webhook in Discord (channel settings, Integrations), make a new one, and keep its URL in the environment";

function showLine({ file, line, column, shown }: Finding): string {
	return `${toPrintable(file)}:${line}:${column}: webhook secret ${shown}\n`;
}

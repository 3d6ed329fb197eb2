import { type Command, EXIT, FLAG, TEXT, UsageError } from "./command.ts";
import { diagnose } from "./diagnose.ts";
import { showDiagnosis } from "./show-diagnosis.ts";

const HELP = `dat doctor [--spool PATH] [--json]: check the environment, each webhook and a spool; posts nothing, shows no secret

  --spool PATH  also look into this spool, without changing it
  --json        print what was found as JSON

Each webhook is asked by one GET: fine, dead, wrong token, unreachable, or no webhook URL. Of a variable only its name is
shown and whether it is set.
Exit codes: 0 alerts would arrive, 1 something is wrong, 64 wrong usage.`;

/** `dat doctor`. */
export const doctor: Command = {
	help: HELP,
	options: { json: FLAG, spool: TEXT },
	run: async ({ values, positionals }) => {
		if (positionals.length > 0) throw new UsageError("dat doctor takes no words of its own; see dat doctor --help");
		if (values["spool"] === "") throw new UsageError("--spool is not usable; write the path of a file");
		const found = await diagnose(values["spool"] === undefined ? undefined : String(values["spool"]));
		process.stdout.write(values["json"] ? `${JSON.stringify(found)}\n` : showDiagnosis(found));
		return found.isFine ? EXIT.ok : EXIT.failed;
	},
};

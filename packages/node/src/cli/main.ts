import { styleText } from "node:util";
import { VERSION } from "../version.ts";
import { type Command, EXIT, UsageError } from "./command.ts";
import { findNearest } from "./nearest.ts";
import { parseWords } from "./parse-words.ts";

/** To add a command, write one file that exports a `Command` and add one line here. */
const COMMANDS: Readonly<Record<string, { readonly about: string; readonly load: () => Promise<Command> }>> = {
	send: { about: "send one alert", load: async () => (await import("./send.ts")).send },
	doctor: { about: "check the environment and each webhook", load: async () => (await import("./doctor.ts")).doctor },
	scan: { about: "find webhook secrets in files", load: async () => (await import("./scan.ts")).scan },
};

const HELP = `dat: alerts for Discord webhooks

${Object.entries(COMMANDS)
	.map(([name, { about }]) => `  dat ${name.padEnd(8)} ${about}`)
	.join("\n")}

  dat <command> --help   how to use it
  dat --version          the version`;

/** Runs `dat` with the words behind it; resolves with the exit code. */
export async function main([name, ...rest]: readonly string[]): Promise<number> {
	if (name === "--version" || name === "-v") return say(VERSION);
	if (name === "--help" || name === "-h") return say(HELP);
	try {
		return await runCommand(name, rest);
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		const mark = styleText("red", "dat:", { stream: process.stderr });
		process.stderr.write(`${mark} ${error.message}\n`);
		return EXIT.usage;
	}
}

async function runCommand(name: string | undefined, rest: readonly string[]): Promise<number> {
	if (name === undefined) throw new UsageError(`write a command\n\n${HELP}`);
	if (!Object.hasOwn(COMMANDS, name)) {
		const near = findNearest(name, Object.keys(COMMANDS));
		throw new UsageError(
			`there is no command ${JSON.stringify(name)}; ${near ? `did you mean ${near}?` : "see dat --help"}`,
		);
	}
	const command = await COMMANDS[name]?.load();
	if (!command) return EXIT.usage;
	const words = parseWords(rest, command.options);
	return words.values["help"] ? say(command.help) : command.run(words);
}

function say(text: string): number {
	process.stdout.write(`${text}\n`);
	return EXIT.ok;
}

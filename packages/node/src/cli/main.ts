import { isDatError } from "@dat/core";
import { VERSION } from "../version.ts";
import { type Command, complain, EXIT, UsageError } from "./command.ts";
import { findNearest } from "./nearest.ts";
import { parseWords } from "./parse-words.ts";

/** To add a command, write one file that exports a `Command` and add one line here. */
const COMMANDS: Readonly<Record<string, { readonly about: string; readonly load: () => Promise<Command> }>> = {
	run: { about: "run a command, and send an alert when it fails", load: async () => (await import("./run.ts")).run },
	send: { about: "send one alert", load: async () => (await import("./send.ts")).send },
	doctor: { about: "check the environment and each webhook", load: async () => (await import("./doctor.ts")).doctor },
	relay: { about: "take alerts from pages and other systems", load: async () => (await import("./relay.ts")).relay },
	spool: { about: "show, send or drop what waits in a spool", load: async () => (await import("./spool.ts")).spool },
	scan: { about: "find webhook secrets in files", load: async () => (await import("./scan.ts")).scan },
};

const HELP = `dat: alerts for Discord webhooks

${Object.entries(COMMANDS)
	.map(([name, { about }]) => `  dat ${name.padEnd(8)} ${about}`)
	.join("\n")}

  dat help <command>     how to use it
  dat --version          the version`;

/** Runs `dat` with the words behind it; resolves with the exit code. */
export async function main([name, ...rest]: readonly string[]): Promise<number> {
	if (name === "--version" || name === "-v") return say(VERSION);
	const isHelp = name === "--help" || name === "-h" || name === "help";
	if (isHelp && rest.length === 0) return say(HELP);
	try {
		return isHelp ? await runCommand(rest[0], ["--help"]) : await runCommand(name, rest);
	} catch (error) {
		return fail(error);
	}
}

async function runCommand(name: string | undefined, rest: readonly string[]): Promise<number> {
	if (name === undefined) throw new UsageError(`write a command\n\n${HELP}`);
	const found = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	if (!found) {
		const near = findNearest(name, Object.keys(COMMANDS));
		throw new UsageError(
			`there is no command ${JSON.stringify(name)}; ${near ? `did you mean ${near}?` : "see dat --help"}`,
		);
	}
	const command = await found.load();
	const words = parseWords(rest, command.options);
	return words.values["help"] ? say(command.help) : command.run(words);
}

function say(text: string): number {
	process.stdout.write(`${text}\n`);
	return EXIT.ok;
}

function fail(error: unknown): number {
	if (error instanceof UsageError) {
		complain(error.message);
		return EXIT.usage;
	}
	// All that core throws is about the options, and those come from the environment.
	if (isDatError(error)) {
		complain(`the environment cannot be used: ${error.message}`);
		return EXIT.notConfigured;
	}
	complain(`this is a bug of dat: ${error instanceof Error ? error.stack : String(error)}`);
	return EXIT.broken;
}

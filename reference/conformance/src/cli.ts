#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from "commander";
import manifest from "../package.json" with { type: "json" };
import { BadChoice, type CheckWords, check } from "./cli/check.ts";
import { doctor } from "./cli/doctor.ts";
import { explain, LEVEL_HELP, list } from "./cli/explain.ts";
import { BadStart, init } from "./cli/init.ts";
import { BadReport, merge } from "./cli/merge.ts";
import { selfTest } from "./cli/self-test.ts";
import { serve } from "./cli/serve.ts";
import { LEVELS, type Level } from "./contract/parse-contract.ts";
import { BadManifest } from "./drive/manifest.ts";
import { CALL } from "./report/rerun.ts";
import { STARTERS } from "./starters/starters.ts";

const USAGE = 64;

const START = `
To begin with:
  ${CALL} check ./send.sh     a script that sends one alert to $DISCORD_WEBHOOK
  ${CALL} init --lang go      a program that does no more than that, and its manifest
  https://github.com/dat-alerts/dat/tree/main/reference/conformance
`;

/** What is wrong with what was asked; the message says it all. */
const OURS = [BadChoice, BadManifest, BadReport, BadStart];

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

function toPositive(text: string): number {
	if (!(Number(text) > 0)) throw new InvalidArgumentError("It is a number above 0.");
	return Number(text);
}

const level = (): Option => new Option("--level <level>", LEVEL_HELP).choices(LEVELS);
const ports = (): Option =>
	new Option("--port <manifest>", "a dat.port.json or its folder; may be repeated").argParser(collect);

const program = new Command("dat-conformance")
	.description("Tells what a program that sends Discord alerts gets wrong, in any language.")
	.version(`${manifest.version} (protocol 1)`)
	.addHelpText("after", START)
	.showHelpAfterError("(--help tells more)")
	.exitOverride();

program
	.command("check")
	.description("check a port: a command, or what a manifest describes")
	.argument("[command...]", "a program with its arguments; after -- when they have dashes")
	.addOption(ports())
	.addOption(level())
	.option("--case <id>", "only cases whose id begins so; may be repeated", collect)
	.option("--only <requirement>", "only cases of a requirement such as RTY-02 or 'RTY-*'; may be repeated", collect)
	.option("--strict", "a SHOULD that does not hold fails too")
	.option("--trace", "show all requests, replies and stderr of what failed")
	.option("--out <folder>", "write report.json, .html, .md, .tap, junit.xml and badge.json there")
	.option("--jobs <n>", "cases side by side", toPositive)
	.option("--timeout-scale <n>", "be so many times as patient", toPositive, 1)
	.action(async (command: readonly string[], words: CheckWords, self: Command) => {
		if (command.length === 0 && !words.port) self.error("name a command to check, or --port <manifest>");
		process.exitCode = await check(command, words);
	});

program
	.command("list")
	.description("all requirements and their cases")
	.addOption(level())
	.action((words: { readonly level?: Level }) => console.log(list(words.level)));

program
	.command("explain")
	.description("a requirement such as RTY-02, or a case such as rty/02-shared-override")
	.argument("<name>")
	.action((name: string, _: object, self: Command) => {
		console.log(explain(name) ?? self.error(`"${name}" is neither a requirement nor a case; ${CALL} list names them`));
	});

program
	.command("init")
	.description("a program to begin with, and its manifest")
	.requiredOption("--lang <language>", Object.keys(STARTERS).join(", "))
	.argument("[folder]", "where", ".")
	.action((folder: string, words: { readonly lang: string }) => console.log(init(words.lang, folder)));

program
	.command("doctor")
	.description("what the kit and the ports need of this machine")
	.addOption(ports())
	.action(async (words: { readonly port?: readonly string[] }) => {
		process.exitCode = await doctor(words.port ?? []);
	});

program.command("serve").description("webhook URLs for each scenario, to try by hand").action(serve);

program
	.command("merge")
	.description("one matrix over the ports of several report.json")
	.argument("<report...>")
	.option("--out <folder>", "write all reports there too")
	.action((files: readonly string[], words: { readonly out?: string }) => console.log(merge(files, words.out)));

program
	.command("self-test")
	.description("whether the kit judges right on this machine")
	.action(async () => {
		process.exitCode = await selfTest();
	});

try {
	await program.parseAsync();
} catch (error) {
	if (OURS.some((Ours) => error instanceof Ours)) console.error((error as Error).message);
	else if (!(error instanceof Error && "exitCode" in error)) throw error;
	// Help and versions are no errors.
	process.exitCode = error instanceof Error && "exitCode" in error && error.exitCode === 0 ? 0 : USAGE;
}

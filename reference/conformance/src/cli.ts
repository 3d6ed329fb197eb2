#!/usr/bin/env node
import { Command, Option } from "commander";
import { type CheckWords, check } from "./cli/check.ts";
import { LEVELS } from "./contract/parse-contract.ts";
import { BadManifest } from "./drive/manifest.ts";

const USAGE = 64;

const program = new Command("dat-conformance")
	.description("Tells what a Discord alert sender gets wrong, in any language.")
	.showHelpAfterError()
	.exitOverride();

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

program
	.command("check")
	.description("check a port: a command, or what a manifest describes")
	.argument("[command...]", "a program with its arguments; after -- when they have dashes")
	.option("--port <manifest>", "a dat.port.json or its folder; may be repeated", collect)
	.addOption(
		new Option("--level <level>", "the interface it has (PROTOCOL.md); default L0, or the manifest's").choices(LEVELS),
	)
	.option("--case <id>", "only cases whose id begins so; may be repeated", collect)
	.option("--only <requirement>", "only cases of a requirement such as RTY-02 or 'RTY-*'; may be repeated", collect)
	.option("--strict", "a SHOULD that does not hold fails too")
	.option("--trace", "show all requests, replies and stderr of what failed")
	.option("--out <folder>", "write report.json, .html, .md, .tap, junit.xml and badge.json there")
	.option("--jobs <n>", "cases side by side", Number)
	.option("--timeout-scale <n>", "be so many times as patient", Number, 1)
	.action(async (command: readonly string[], words: CheckWords, self: Command) => {
		if (command.length === 0 && !words.port)
			self.error("name a command to check, or --port <manifest>", { exitCode: USAGE });
		process.exitCode = await check(command, words);
	});

try {
	await program.parseAsync();
} catch (error) {
	if (error instanceof BadManifest) console.error(error.message);
	else if (!(error instanceof Error && "exitCode" in error)) throw error;
	process.exitCode = error instanceof Error && "exitCode" in error && error.exitCode === 0 ? 0 : USAGE;
}

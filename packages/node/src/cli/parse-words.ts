import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { UsageError, type Words } from "./command.ts";
import { findNearest } from "./nearest.ts";

/**
 * Reads the words behind a command.
 *
 * @throws UsageError for an option that is unknown, lacks its value, or has one too many.
 */
export function parseWords(args: readonly string[], own: ParseArgsOptionsConfig): Words {
	const options: ParseArgsOptionsConfig = { ...own, help: { type: "boolean", short: "h" } };
	try {
		return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
	} catch (error) {
		// Checked: all that parseArgs throws for words is a TypeError with a code.
		const { code, message } = error as NodeJS.ErrnoException;
		if (code !== "ERR_PARSE_ARGS_UNKNOWN_OPTION") throw new UsageError(message);
		const word = /'(-{1,2}[^']*)'/.exec(message)?.[1] ?? "option";
		const near = findNearest(word.replace(/^-+/, ""), Object.keys(options));
		throw new UsageError(`unknown option ${word}${near ? `; did you mean --${near}?` : ""}`);
	}
}

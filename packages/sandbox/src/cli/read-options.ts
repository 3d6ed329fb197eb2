import { parseArgs } from "node:util";

/** How the command was called. */
export interface CliOptions {
	readonly port: number;
	readonly host: string;
	/** A preset, or the path of a file. */
	readonly profile: string;
	/** The path of a file with faults per channel. */
	readonly script: string | undefined;
	readonly seed: number;
	readonly keep: number;
	readonly help: boolean;
	readonly version: boolean;
}

/** A wrong call; its message says what to write. */
export class UsageError extends Error {
	override readonly name = "UsageError";
}

/** What `--help` prints. */
export const HELP = `dat-sandbox: a local Discord for webhook alerts

  --port N           where to listen (default 4010; 0 takes any free port)
  --host ADDRESS     on which address (default 127.0.0.1: this machine alone)
  --strict           read everything unknown of Discord in its strictest way
  --profile P        "default", "strict", or a file: {"profile": {…}, "limits": {…}, "clockSkewMs": 0}
  --script FILE      faults for the next requests, per channel: {"alerts": ["limited", {"status": 503}]}
  --seed N           what webhook tokens are made from (default 0): the same seed gives the same URLs
  --keep N           messages and requests kept, the oldest go first (default 5000)
  --version, --help

Open the printed address to see what arrives. The JSON API for tests is below /_sandbox.`;

/** Reads the arguments. */
export function readOptions(args: readonly string[]): CliOptions {
	const values = parse(args);
	if (values.strict && values.profile !== undefined)
		throw new UsageError("--strict and --profile exclude each other: --profile strict is the same");
	return {
		port: toNumber("--port", values.port, 65_535),
		host: values.host,
		profile: values.strict ? "strict" : (values.profile ?? "default"),
		script: values.script,
		seed: toNumber("--seed", values.seed, Number.MAX_SAFE_INTEGER),
		keep: toNumber("--keep", values.keep, 10_000_000),
		help: values.help,
		version: values.version,
	};
}

function parse(args: readonly string[]) {
	const options = {
		port: { type: "string", default: "4010" },
		host: { type: "string", default: "127.0.0.1" },
		strict: { type: "boolean", default: false },
		profile: { type: "string" },
		script: { type: "string" },
		seed: { type: "string", default: "0" },
		keep: { type: "string", default: "5000" },
		help: { type: "boolean", short: "h", default: false },
		version: { type: "boolean", default: false },
	} as const;
	try {
		return parseArgs({ args: [...args], options }).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

function toNumber(name: string, text: string, max: number): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || number > max)
		throw new UsageError(`${name} cannot be "${text}": write a whole number from 0 to ${max}`);
	return number;
}

import type { ChildProcess, StdioOptions } from "node:child_process";
import { fstatSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { createEnds } from "./ends.ts";
import { makePipe, type Pipe } from "./pipe.ts";

/** The output of a command, on its way through us to where it was going. */
export interface Output {
	/** For `spawn`. */
	readonly stdio: StdioOptions;
	/** Passes on what the command writes, from its start on. */
	follow(child: ChildProcess | undefined): void;
	/** Resolves once the command has ended and all is read; with false when something that it started still holds it. */
	end(): Promise<boolean>;
	/** What came last. */
	text(): string;
}

/** Far more than an alert shows, so that a secret at the beginning of what it shows is whole here. */
const KEPT_BYTES = 65_536;

/** Output that is silent for so long after the end of the command is held by something else. */
const QUIET_MS = 1000;

/**
 * Follows stderr, and stdout where both go to one place, which is then a log; stdout alone may be data, and is followed only
 * when asked for.
 */
export function createOutput(isStdoutAsked: boolean): Output {
	const isOne = isOnePlace();
	const err = makePipe();
	// In one pipe the lines of both stay in their order.
	const out = isOne ? err : isStdoutAsked ? makePipe() : undefined;
	const ends = createEnds(0, KEPT_BYTES);
	const sources: Readable[] = [];
	let chunks = 0;
	const pass = (source: Readable | null | undefined, target: Writable): void => {
		if (!source) return;
		source.on("data", (chunk) => {
			ends.write(chunk);
			chunks++;
		});
		source.pipe(target, { end: false });
		// Its reader has gone: the command is to notice as it would without us.
		target.once("error", () => source.destroy());
		sources.push(source);
	};
	return {
		stdio: ["inherit", toStdio(out, isOne || isStdoutAsked), toStdio(err, true)],
		follow: (child) => {
			pass(child?.stdout, process.stdout);
			pass(child?.stderr, process.stderr);
			pass(out === err ? undefined : out?.open(), process.stdout);
			pass(err?.open(), process.stderr);
		},
		end: () => readToEnd(sources, () => chunks),
		text: ends.text,
	};
}

function toStdio(pipe: Pipe | undefined, isFollowed: boolean): number | "pipe" | "inherit" {
	return pipe?.writeFd ?? (isFollowed ? "pipe" : "inherit");
}

/** Whether stdout and stderr are the same terminal, file or pipe. */
function isOnePlace(): boolean {
	const [out, err] = [1, 2].map((fd) => fstatSync(fd));
	return out !== undefined && out.dev === err?.dev && out.ino === err.ino;
}

async function readToEnd(sources: readonly Readable[], count: () => number): Promise<boolean> {
	let before = -1;
	// Not a timeout since the last chunk: a slow reader of ours blocks this thread, and the next chunk may be waiting.
	const timer = setInterval(() => {
		if (count() === before) for (const source of sources) source.destroy();
		before = count();
	}, QUIET_MS);
	const ends = await Promise.allSettled(sources.map((source) => finished(source)));
	clearInterval(timer);
	return ends.every(({ status }) => status === "fulfilled");
}

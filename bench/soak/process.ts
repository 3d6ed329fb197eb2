import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Sample } from "./sample.ts";

/** A program that is watched. */
export interface Watched {
	readonly child: ChildProcess;
	readonly samples: readonly Sample[];
	/** Resolves with its exit code. */
	readonly exit: Promise<number | null>;
}

interface WatchOptions {
	readonly env: NodeJS.ProcessEnv;
	/** What the times of samples count from, by `performance.now`. */
	readonly sinceMs: number;
	readonly hear?: (message: object) => void;
}

/** Starts a program with `report.ts` before it; what it says besides samples goes to `hear`. */
export function watch(words: readonly string[], { env, sinceMs, hear = () => {} }: WatchOptions): Watched {
	const report = new URL("./report.ts", import.meta.url).href;
	const child = spawn(process.execPath, ["--import", report, ...words], {
		env: { PATH: process.env["PATH"], ...env },
		stdio: ["ignore", "ignore", "pipe", "ipc"],
	});
	const samples: Sample[] = [];
	child.on("message", (message: { readonly sample?: Omit<Sample, "atS"> }) => {
		if (!message.sample) hear(message);
		else samples.push({ atS: (performance.now() - sinceMs) / 1000, ...message.sample });
	});
	return { child, samples, exit: once(child, "exit").then(([code]) => code as number | null) };
}

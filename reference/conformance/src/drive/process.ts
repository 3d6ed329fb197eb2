import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { now } from "../stage/stage.ts";
import { Broken } from "./broken.ts";
import { endFamily, MARK } from "./family.ts";
import { whyNotStarted } from "./not-started.ts";

const MOST_OUTPUT = 4_000_000;

/** How a process ended. */
export interface Exit {
	readonly code: number | null;
	readonly signal: string | null;
	readonly atMs: number;
}

/** A port that runs. */
export interface PortProcess {
	readonly mark: string;
	readonly stdout: string;
	readonly stderr: string;
	readonly exit: Promise<Exit>;
	/** What is wrong with the process itself, if anything. */
	readonly broken: Broken | undefined;
	write(text: string): void;
	endInput(): void;
	signal(name: NodeJS.Signals): void;
	/** Ends it and everything it started. */
	destroy(): void;
}

/** Starts a port in a process group of its own. `onLine` hears each whole line of its stdout. */
export function startProcess(
	[program = "", ...args]: readonly string[],
	options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly onLine?: (line: string) => void },
): PortProcess {
	const mark = randomUUID();
	const child = spawn(program, args, { cwd: options.cwd, env: { ...options.env, [MARK]: mark }, detached: true });
	const state: State = { stdout: "", stderr: "", broken: undefined, rest: "" };
	const destroy = (): void => endFamily(child.pid, mark);
	const flood = (): void => {
		state.broken ??= new Broken(`it flooded its output: more than ${MOST_OUTPUT / 1e6} MB in one case`);
		destroy();
	};
	listen(child, { state, flood, onLine: options.onLine ?? (() => {}) });
	return {
		mark,
		get stdout() {
			return state.stdout;
		},
		get stderr() {
			return state.stderr;
		},
		get broken() {
			return state.broken;
		},
		exit: exitOf(child, program, state),
		write: (text) => void child.stdin?.write(text),
		endInput: () => void child.stdin?.end(),
		signal: (name) => void child.kill(name),
		destroy,
	};
}

interface State {
	stdout: string;
	stderr: string;
	broken: Broken | undefined;
	/** The line that is not whole yet. */
	rest: string;
}

function listen(
	child: ChildProcess,
	{
		state,
		flood,
		onLine,
	}: { readonly state: State; readonly flood: () => void; readonly onLine: (line: string) => void },
): void {
	child.stdout?.setEncoding("utf8").on("data", (text: string) => {
		state.stdout += text;
		const lines = (state.rest + text).split("\n");
		state.rest = lines.pop() ?? "";
		if (state.stdout.length > MOST_OUTPUT) flood();
		else for (const line of lines) onLine(line);
	});
	child.stderr?.setEncoding("utf8").on("data", (text: string) => {
		state.stderr += text;
		if (state.stderr.length > MOST_OUTPUT) flood();
	});
	// A port that ended before it read its input shows that by its exit.
	child.stdin?.on("error", () => {});
}

function exitOf(child: ChildProcess, program: string, state: State): Promise<Exit> {
	return new Promise((resolve) => {
		child.once("error", (error) => {
			state.broken = new Broken(`it could not be started: ${whyNotStarted(program, error)}`);
			resolve({ code: null, signal: null, atMs: now() });
		});
		child.once("exit", (code, signal) => {
			const exit = { code, signal, atMs: now() };
			// What it said last may still be in the pipe; but whoever inherited stdout may hold that open for ever.
			const patience = setTimeout(() => resolve(exit), 1000);
			child.once("close", () => {
				clearTimeout(patience);
				resolve(exit);
			});
		});
	});
}

import { Broken, ended, silent } from "./broken.ts";
import { type PortProcess, startProcess } from "./process.ts";
import { whatIsWrong } from "./reply.ts";

/** A reply of the port. */
export interface Reply {
	readonly id: number | null;
	readonly result?: unknown;
	readonly error?: string;
	readonly unsupported?: true;
}

/** A port of L2 or L3 in talk. */
export interface Conversation {
	readonly process: PortProcess;
	/** Sends a command; rejects with `Broken` or `Fallen`. */
	ask(cmd: string, fields?: object): Promise<Reply>;
}

/** Starts a port that speaks lines of JSON. */
export function startConversation(
	run: readonly string[],
	options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly timeoutMs: number },
): Conversation {
	const waiting = new Map<number, Waiting>();
	let lastId = 0;
	let failure: Error | undefined;
	const fail = (error: Error): void => {
		failure ??= error;
		for (const { reject } of waiting.values()) reject(error);
		waiting.clear();
	};
	const process = startProcess(run, { ...options, onLine: (line) => hear(line, waiting, fail) });
	process.exit.then(({ code, signal }) =>
		// What it wrote last may still be on its way.
		setTimeout(
			() => fail(process.broken ?? ended(`the port ended (${signal ?? `exit code ${code}`})${tail(process.stderr)}`)),
			50,
		),
	);
	const ask = async (cmd: string, fields: object = {}): Promise<Reply> => {
		if (failure) throw failure;
		const id = ++lastId;
		const { promise, resolve, reject } = Promise.withResolvers<Reply>();
		const silence = silent(`no reply to "${cmd}" within ${Math.round(options.timeoutMs / 1000)} s`);
		const timer = setTimeout(reject, options.timeoutMs, silence);
		waiting.set(id, { cmd, resolve, reject });
		process.write(`${JSON.stringify({ id, cmd, ...fields })}\n`);
		return promise.finally(() => clearTimeout(timer));
	};
	return { process, ask };
}

interface Waiting {
	readonly cmd: string;
	readonly resolve: (reply: Reply) => void;
	readonly reject: (error: Error) => void;
}

function hear(line: string, waiting: Map<number, Waiting>, fail: (error: Error) => void): void {
	const read = readReply(line, waiting);
	if (typeof read === "string") {
		fail(new Broken(`it wrote a line that ${read}\n    ${line.length > 300 ? `${line.slice(0, 300)}…` : line}`));
		return;
	}
	waiting.get(read.id)?.resolve(read);
	waiting.delete(read.id);
}

/** The reply in a line, or what is wrong with the line. */
function readReply(line: string, waiting: ReadonlyMap<number, Waiting>): (Reply & { readonly id: number }) | string {
	let reply: Reply & { readonly id: number };
	try {
		reply = JSON.parse(line);
	} catch {
		return 'is not JSON; stdout is for replies such as {"id":1,"result":true}, stderr for everything else';
	}
	if (typeof reply !== "object" || reply === null || typeof reply.id !== "number")
		return 'has no "id"; each reply repeats the id of its command';
	const asked = waiting.get(reply.id);
	if (!asked) return `answers ${reply.id}, which was not asked, or was answered already`;
	const wrong = whatIsWrong(asked.cmd, reply);
	return wrong ? `does not answer "${asked.cmd}": ${wrong}` : reply;
}

/** The last lines of what a port said to people. */
export function tail(text: string): string {
	const lines = text.trim().split("\n").slice(-3).join("\n    ");
	return lines === "" ? "" : `; its last words:\n    ${lines.slice(-400)}`;
}

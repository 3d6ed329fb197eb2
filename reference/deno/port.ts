// The port that the conformance kit drives: lines of JSON both ways (PROTOCOL.md, L3). The library does not need it.
import { type Alert, Notifier, type Options } from "./mod.ts";
import { redact } from "./text.ts";

interface Request {
	readonly id: unknown;
	readonly cmd: string;
	readonly protocol?: number;
	readonly alert?: Alert;
	readonly timeoutMs?: number;
}

const ABOUT = {
	protocol: 1,
	name: "dat-deno",
	language: "typescript",
	level: "L3",
	features: [],
};
const STOP_MS = 2000;

/** A notifier without a webhook: every alert ends `unrouted`. */
const nowhere = () => new Notifier({ webhooks: {}, p0Mention: "" });

let notifier = nowhere();
const waiting = new Set<Promise<void>>();

const COMMANDS: Readonly<
	Record<string, (request: Request) => unknown | Promise<unknown>>
> = {
	start: ({ protocol }) => {
		if (protocol !== 1) throw new TypeError("this port speaks version 1");
		return ABOUT;
	},
	configure: async ({ id: _id, cmd: _cmd, ...options }) => {
		await notifier.close(0);
		notifier = nowhere();
		notifier = new Notifier(options as Options);
		return true;
	},
	notify: ({ alert }) => notifier.notify(alert as Alert),
	send: ({ alert, timeoutMs = Infinity }) =>
		notifier.send(alert as Alert, { timeoutMs }),
	stats: () => notifier.stats(),
	probe: () => notifier.probe(),
	flush: ({ timeoutMs }) => notifier.flush(timeoutMs),
	close: ({ timeoutMs }) => notifier.close(timeoutMs),
	inspect: () =>
		Deno.inspect(notifier, { depth: 20, showHidden: true }) +
		JSON.stringify(notifier),
};

async function answer(request: Request): Promise<void> {
	const { id, cmd } = request;
	const command = COMMANDS[cmd];
	if (!command) return reply({ id, unsupported: true });
	try {
		reply({ id, result: await command(request) });
	} catch (error) {
		reply({ id, error: redact(String(error)) });
	}
}

function reply(line: object): void {
	const bytes = new TextEncoder().encode(`${JSON.stringify(line)}\n`);
	for (let at = 0; at < bytes.length;) {
		at += Deno.stdout.writeSync(bytes.subarray(at));
	}
}

async function stop(): Promise<void> {
	await notifier.close(STOP_MS);
	await Promise.all(waiting);
}

async function* readLines(): AsyncGenerator<string> {
	let rest = "";
	for await (
		const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())
	) {
		const lines = (rest + text).split("\n");
		rest = lines.pop() ?? "";
		yield* lines;
	}
}

/** Serves one line; false after `stop`. */
async function serve(line: string): Promise<boolean> {
	let request: Request;
	try {
		request = JSON.parse(line);
	} catch {
		reply({ id: null, error: "this line is no JSON" });
		return true;
	}
	if (request.cmd === "stop") {
		await stop();
		reply({ id: request.id, result: true });
		return false;
	}
	const answered = answer(request).finally(() => waiting.delete(answered));
	waiting.add(answered);
	if (request.cmd === "configure") await answered;
	return true;
}

Deno.addSignalListener("SIGTERM", async () => {
	await notifier.close(STOP_MS);
	Deno.exit(0);
});
for await (const line of readLines()) {
	if (!await serve(line)) break;
}
await stop();
Deno.exit(0);

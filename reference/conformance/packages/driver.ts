// Drives a package's notifier by lines of JSON (PROTOCOL.md), so that the packages are held by the same cases as the ports.
import { createInterface } from "node:readline";
import { inspect } from "node:util";
import type { Alert, Mention, Notifier, NotifierOptions } from "@dat/node";

/** What `configure` sends. */
interface Given {
	readonly webhooks?: Readonly<Record<string, string>>;
	readonly enabled?: boolean;
	readonly username?: string;
	readonly audit?: string | false;
	readonly p0Mention?: string;
	readonly maxAttempts?: number;
	readonly timeoutMs?: number;
	readonly maxWaitMs?: number;
	readonly backoffMs?: number;
	readonly throttle?: { readonly max: number; readonly windowMs: number } | false;
	readonly queueMax?: number;
}

interface Command extends Given {
	readonly id: number;
	readonly cmd: string;
	readonly protocol?: number;
	readonly alert: Alert;
}

type Create = (options: NotifierOptions) => Notifier;

/** Speaks protocol 1 for the notifiers of one package, until stdin ends or `stop` comes. */
export function drive(name: string, create: Create): void {
	let notifier = create({ webhooks: {} });
	let lastError: unknown;
	const open = new Set<Promise<void>>();
	const commands: Readonly<Record<string, (command: Command) => unknown>> = {
		start: ({ protocol }) => {
			if (protocol !== 1) throw new Error(`protocol 1, not ${protocol}`);
			return { protocol: 1, name, language: "typescript", level: "L3", features: [] };
		},
		configure: ({ id: _, cmd: __, alert: ___, ...given }) => {
			notifier = create(toOptions(given));
			return true;
		},
		send: ({ alert, timeoutMs }) => notifier.send(alert, timeoutMs === undefined ? {} : { timeoutMs }),
		notify: ({ alert }) => notifier.notify(alert),
		stats: () => notifier.stats(),
		flush: ({ timeoutMs }) => notifier.flush(timeoutMs),
		close: ({ timeoutMs }) => notifier.close(timeoutMs),
		probe: () => notifier.probe(),
		inspect: () => [inspect(notifier, { depth: 9 }), JSON.stringify(notifier), inspect(lastError)].join(" | "),
	};
	const reply = (message: object, then?: () => void): void =>
		void process.stdout.write(`${JSON.stringify(message)}\n`, then);
	const end = async (): Promise<void> => {
		await notifier.close(2_000);
		await Promise.allSettled(open);
	};
	const answer = async (line: string): Promise<void> => {
		let id: number | null = null;
		try {
			const command: Command = JSON.parse(line);
			id = command.id;
			if (command.cmd === "stop") {
				end().then(() => reply({ id, result: true }, () => process.exit(0)));
				return;
			}
			const perform = commands[command.cmd];
			reply(perform ? { id, result: await perform(command) } : { id, unsupported: true });
		} catch (error) {
			lastError = error;
			reply({ id, error: (error as Error).message });
		}
	};
	createInterface({ input: process.stdin })
		.on("line", (line) => {
			const working = answer(line);
			open.add(working);
			working.finally(() => open.delete(working));
		})
		.on("close", () => end().then(() => process.exit(0)));
}

/** The packages know no `DAT_…` variables; their programs give options. */
function toOptions({ webhooks, enabled, username, audit, p0Mention, ...knobs }: Given): NotifierOptions {
	const { maxAttempts, timeoutMs, maxWaitMs, backoffMs, throttle = fromEnvironment(), queueMax } = knobs;
	const retry = defined({
		maxAttempts,
		rateLimitRetries: maxAttempts,
		attemptTimeoutMs: timeoutMs,
		maxWaitMs,
		baseMs: backoffMs,
	});
	return {
		...defined({ webhooks, enabled, username, audit, throttle }),
		...(p0Mention !== undefined && { p0Mention: toMention(p0Mention) }),
		...(Object.keys(retry).length > 0 && { retry }),
		...(queueMax !== undefined && { queue: { max: queueMax } }),
	};
}

function fromEnvironment(): false | undefined {
	return process.env["DAT_THROTTLE_MAX"] === "0" ? false : undefined;
}

/** What is `undefined` is left out, as the options' types ask. */
function defined<T extends object>(given: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
	return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
		[Key in keyof T]?: NonNullable<T[Key]>; // undefined is taken out
	};
}

function toMention(text: string): Mention | readonly Mention[] {
	if (text === "@everyone") return "everyone";
	if (text === "@here") return "here";
	const [, kind, id] = /^<@(&?)(\d+)>$/.exec(text) ?? [];
	if (id === undefined) return [];
	return kind === "&" ? { role: id } : { user: id };
}

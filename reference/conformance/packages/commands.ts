// The commands of PROTOCOL.md for a package's notifier, so that the packages are held by the same cases as the ports. It runs
// where the notifier runs: in Node, in Deno, in a page.
import type { Alert, Mention, Notifier, NotifierOptions } from "@dat/node";
import type { Settings } from "../src/case.ts";

/** A line of the kit. What `configure` sends is beside its `id` and `cmd`. */
export interface Command extends Given {
	readonly id: number;
	readonly cmd: string;
	readonly protocol?: number;
	readonly alert: Alert;
}

/** A line for the kit. */
export interface Reply {
	readonly id: number | null;
	readonly result?: unknown;
	readonly error?: string;
	readonly unsupported?: true;
}

/** A notifier that is driven. */
export interface Commands {
	/** Never rejects. */
	perform(command: Command): Promise<Reply>;
	/** Closes it, and resolves once every command is answered. */
	end(): Promise<void>;
}

/** What a package and its runtime bring. */
export interface Driven {
	readonly name: string;
	readonly create: (options: NotifierOptions) => Notifier;
	/** What a person sees who prints a value. */
	readonly inspect: (value: unknown) => string;
	/** What the program gives where `configure` says nothing. */
	readonly defaults: NotifierOptions;
}

interface Given extends Settings {
	readonly webhooks?: Readonly<Record<string, string>>;
}

/** Performs the commands of protocol 1, `stop` excepted, by the notifiers of one package. */
export function createCommands({ name, create, inspect, defaults }: Driven): Commands {
	const nobody = (): Notifier => create({ webhooks: {} });
	let notifier = nobody();
	let lastError: unknown;
	const open = new Set<Promise<Reply>>();
	const commands: Readonly<Record<string, (command: Command) => unknown>> = {
		start: ({ protocol }) => {
			if (protocol !== 1) throw new Error(`protocol 1, not ${protocol}`);
			return { protocol: 1, name, language: "typescript", level: "L3", features: [] };
		},
		configure: ({ id: _, cmd: __, alert: ___, ...given }) => {
			try {
				notifier = create({ ...defaults, ...toOptions(given) });
			} catch (refused) {
				notifier = nobody();
				throw refused;
			}
			return true;
		},
		send: ({ alert, timeoutMs }) => notifier.send(alert, timeoutMs === undefined ? {} : { timeoutMs }),
		notify: ({ alert }) => notifier.notify(alert),
		stats: () => notifier.stats(),
		flush: ({ timeoutMs }) => notifier.flush(timeoutMs),
		close: ({ timeoutMs }) => notifier.close(timeoutMs),
		probe: () => notifier.probe(),
		inspect: () => [inspect(notifier), JSON.stringify(notifier), inspect(lastError)].join(" | "),
	};
	const answer = async (command: Command): Promise<Reply> => {
		const { id, cmd } = command;
		const perform = commands[cmd];
		if (!perform) return { id, unsupported: true };
		try {
			return { id, result: await perform(command) };
		} catch (error) {
			lastError = error;
			return { id, error: (error as Error).message };
		}
	};
	return {
		perform: (command) => {
			const answering = answer(command);
			open.add(answering);
			return answering.finally(() => open.delete(answering));
		},
		end: async () => {
			await notifier.close(2_000);
			await Promise.all(open);
		},
	};
}

/** The packages know no `DAT_…` variables; their programs give options. */
function toOptions({ webhooks, enabled, username, audit, p0Mention, ...knobs }: Given): NotifierOptions {
	const { maxAttempts, timeoutMs, maxWaitMs, backoffMs, throttle, queueMax } = knobs;
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

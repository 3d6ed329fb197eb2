/**
 * What of Deno's Node modules this package names, for tsc; Deno has its own types of them. All of Node's types would
 * unseal the sources. Not shipped.
 */
declare module "node:worker_threads" {
	export class MessagePort {
		on(event: "message", listen: (message: never) => void): void;
		postMessage(message: unknown): void;
		ref(): void;
		unref(): void;
		close(): void;
	}
	export class MessageChannel {
		readonly port1: MessagePort;
		readonly port2: MessagePort;
	}
	export class Worker {
		constructor(entry: URL, options: { workerData: unknown; transferList: readonly MessagePort[] });
		on(event: "error", listen: (error: unknown) => void): void;
		on(event: "exit", listen: () => void): void;
		unref(): void;
		terminate(): Promise<number>;
	}
	export function receiveMessageOnPort(port: MessagePort): { readonly message: never } | undefined;
	export const workerData: unknown;
}

declare module "node:sqlite" {
	type Value = string | number | null;
	interface StatementSync {
		run(...values: readonly Value[]): unknown;
		get(...values: readonly Value[]): Record<string, unknown> | undefined;
		all(...values: readonly Value[]): Record<string, unknown>[];
	}
	export class DatabaseSync {
		constructor(path: string);
		exec(sql: string): void;
		prepare(sql: string): StatementSync;
		close(): void;
	}
}

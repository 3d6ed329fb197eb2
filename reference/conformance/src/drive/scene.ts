import { mkdtemp, readdir, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Case } from "../case.ts";
import { openStage, type Stage } from "../stage/stage.ts";

/** All that surrounds a port in one case. */
export interface Scene extends AsyncDisposable {
	readonly stage: Stage;
	readonly temporary: string;
	/** Connections to what nobody should connect to. */
	readonly strays: { other: number; proxy: number };
	/** Puts what is known now in place of `$[…]`, in every text within a value. */
	fill<T>(value: T): T;
}

/** Builds the scene of a case. */
export async function openScene({ webhooks = ["default"], arms = {}, bucket, urls = {} }: Case): Promise<Scene> {
	const strays = { other: 0, proxy: 0 };
	const [other, proxy] = await Promise.all([openTrap(() => strays.other++), openTrap(() => strays.proxy++)]);
	const names: Record<string, string> = {
		other: `http://127.0.0.1:${other.port}`,
		proxy: `http://127.0.0.1:${proxy.port}`,
	};
	const stage = await openStage({ webhooks, arms: fill(arms, names), hasBucket: bucket === true });
	names["base"] = `${stage.origin}/api/v10`;
	names["port"] = new URL(stage.origin).port;
	for (const { name, id, token } of stage.webhooks.values()) {
		Object.assign(names, { [`id ${name}`]: id, [`token ${name}`]: token });
		names[`url ${name}`] = fill(urls[name] ?? `$[base]/webhooks/${id}/${token}`, names);
	}
	const temporary = await mkdtemp(join(tmpdir(), "dat-case-"));
	return {
		stage,
		temporary,
		strays,
		fill: (value) => fill(value, names),
		[Symbol.asyncDispose]: async () => {
			await Promise.all([stage.close(), other.close(), proxy.close(), rm(temporary, { recursive: true, force: true })]);
		},
	};
}

/** What a port left behind. */
export async function listFiles(folder: string): Promise<readonly string[]> {
	return (await readdir(folder, { recursive: true })).sort();
}

interface Trap {
	readonly port: number;
	close(): Promise<void>;
}

/** Counts who connects, and hangs up. */
async function openTrap(onConnection: () => void): Promise<Trap> {
	const server = createServer((socket) => {
		onConnection();
		socket.on("error", () => {}).destroy();
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		port: (server.address() as AddressInfo).port, // it listens on TCP
		close: () => new Promise((resolve) => server.close(() => resolve())),
	};
}

function fill<T>(value: T, names: Readonly<Record<string, string>>): T {
	return JSON.parse(
		JSON.stringify(value).replace(/\$\[([\w ]+)\]/g, (_, name: string) => {
			const text = names[name];
			if (text === undefined) throw new Error(`a case names "$[${name}]", which is nothing`);
			return text;
		}),
	);
}

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
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
export async function openScene(it: Case): Promise<Scene> {
	const { webhooks = ["default"], arms = {}, bucket, files = {} } = it;
	const strays = { other: 0, proxy: 0 };
	const [stage, other, proxy, deaf, temporary, folder] = await Promise.all([
		openStage({ webhooks, hasBucket: bucket === true }),
		openTrap(() => strays.other++),
		openTrap(() => strays.proxy++),
		openDeafPort(),
		mkdtemp(join(tmpdir(), "dat-case-")),
		mkdtemp(join(tmpdir(), "dat-files-")),
	]);
	const names = namesOf(it, stage, { folder, other: other.origin, proxy: proxy.origin, deaf: deaf.port });
	for (const [name, list] of Object.entries(fill(arms, names))) stage.script(name, list);
	for (const [name, text] of Object.entries(fill(files, names))) await writeFile(join(folder, name), text);
	return {
		...{ stage, temporary, strays },
		fill: (value) => fill(value, names),
		[Symbol.asyncDispose]: async () => {
			const folders = [temporary, folder].map((path) => rm(path, { recursive: true, force: true }));
			await Promise.all([stage.close(), other.close(), proxy.close(), deaf.close(), ...folders]);
		},
	};
}

type Names = Readonly<Record<string, string>>;

/** What the `$[…]` of a case stand for. */
function namesOf({ urls = {} }: Case, { origin, webhooks }: Stage, more: Names): Names {
	const names: Record<string, string> = {
		...more,
		origin,
		base: `${origin}/api/v10`,
		port: new URL(origin).port,
		"10 MB": "x".repeat(10_000_000),
	};
	for (const { name, id, token } of webhooks.values()) {
		Object.assign(names, { [`id ${name}`]: id, [`token ${name}`]: token });
		names[`url ${name}`] = fill(urls[name] ?? `$[base]/webhooks/${id}/${token}`, names);
	}
	return names;
}

interface Trap {
	readonly origin: string;
	close(): Promise<void>;
}

/** Counts who connects, and hangs up. */
async function openTrap(onConnection: () => void): Promise<Trap> {
	const server = createServer((socket) => {
		onConnection();
		socket.on("error", () => {}).destroy();
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo; // it listens on TCP
	return {
		origin: `http://127.0.0.1:${port}`,
		close: () => new Promise((resolve) => server.close(() => resolve())),
	};
}

/** A port that refuses every connection, and stays so: it is the near end of a connection to elsewhere. */
async function openDeafPort(): Promise<{ readonly port: string; close(): Promise<void> }> {
	const server = createServer((socket) => socket.on("error", () => {}));
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const socket = connect((server.address() as AddressInfo).port, "127.0.0.1"); // it listens on TCP
	await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
	return {
		port: String(socket.localPort),
		close: () => {
			socket.destroy();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}

function fill<T>(value: T, names: Names): T {
	return JSON.parse(
		JSON.stringify(value).replace(/\$\[([\w ]+)\]/g, (_, name: string) => {
			const text = names[name];
			if (text === undefined) throw new Error(`a case names "$[${name}]", which is nothing`);
			return text;
		}),
	);
}

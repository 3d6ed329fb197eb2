import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createSandbox, findProblems, type Sandbox } from "@dat/sandbox";
import { answer } from "./answer.ts";
import type { Arm } from "./arm.ts";
import type { Exchange } from "./exchange.ts";
import { mintWebhook, type StageWebhook } from "./webhook-name.ts";

/** A Discord for one case. */
export interface Stage {
	/** Such as `http://127.0.0.1:4101`. */
	readonly origin: string;
	readonly webhooks: ReadonlyMap<string, StageWebhook>;
	readonly exchanges: readonly Exchange[];
	/** What is answered to the next requests of a webhook. */
	script(name: string, arms: readonly Arm[]): void;
	/** Answers what an arm holds back for a webhook. */
	release(name: string): void;
	/** Resolves with `true` once it holds, or with `false` after `timeoutMs`. Asked after every request and answer. */
	until(condition: () => boolean, timeoutMs: number): Promise<boolean>;
	close(): Promise<void>;
}

/** What a stage is set up with. */
export interface StageOptions {
	readonly webhooks: readonly string[];
	readonly hasBucket: boolean;
}

/** One monotonic clock for everything that is compared. */
export const now = (): number => performance.timeOrigin + performance.now();

/** Opens a stage on a free port of loopback. */
export async function openStage({ webhooks, hasBucket }: StageOptions): Promise<Stage> {
	const sandbox = createSandbox({
		now,
		limits: { channel: false, global: false, invalid: false, ...(!hasBucket && { bucket: false }) },
	});
	const minted = new Map(webhooks.map((name) => [name, mintWebhook(name)]));
	for (const { name, id, token } of minted.values())
		sandbox.state.webhooks.set(id, { id, token, channel: name, channelId: id, name: "Kit", isDeleted: false });
	const world: World = {
		sandbox,
		arms: new Map(),
		exchanges: [],
		held: new Map(),
		changed: new Set(),
	};
	const server = createServer((request, response) => {
		serve(world, request, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo; // it listens on TCP
	return {
		origin: `http://127.0.0.1:${port}`,
		webhooks: minted,
		exchanges: world.exchanges,
		script: (name, arms) => void world.arms.set(name, [...arms]),
		release: (name) => {
			for (const go of world.held.get(name) ?? []) go();
			world.held.delete(name);
		},
		until: (condition, timeoutMs) => until(world, condition, timeoutMs),
		close: () => {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}

interface World {
	readonly sandbox: Sandbox;
	readonly arms: Map<string, Arm[]>;
	readonly exchanges: Exchange[];
	readonly held: Map<string, (() => void)[]>;
	readonly changed: Set<() => void>;
}

function until(world: World, condition: () => boolean, timeoutMs: number): Promise<boolean> {
	return new Promise((resolve) => {
		const finish = (isTrue: boolean): void => {
			clearTimeout(timer);
			world.changed.delete(look);
			resolve(isTrue);
		};
		const look = (): void => {
			if (condition()) finish(true);
		};
		const timer = setTimeout(finish, timeoutMs, false);
		world.changed.add(look);
		look();
	});
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const body = Buffer.concat(await request.toArray());
	const { exchange, arm } = perform(world, request, body);
	const tell = (): void => {
		for (const look of world.changed) look();
	};
	world.exchanges.push(exchange);
	response.once("close", () => {
		exchange.closedMs = now();
		tell();
	});
	tell();
	if (arm?.wire === "hold") await new Promise<void>((go) => hold(world, exchange.to ?? "", go));
	// Before the first byte: a port cannot know the answer earlier.
	exchange.answeredMs = now();
	answer(exchange, arm?.wire, response);
	tell();
}

function hold({ held }: World, name: string, go: () => void): void {
	held.set(name, [...(held.get(name) ?? []), go]);
}

/** Lets the sandbox answer, by the next arm of the webhook if there is one. */
function perform(
	{ sandbox, arms, exchanges }: World,
	request: IncomingMessage,
	body: Uint8Array,
): { readonly exchange: Exchange; readonly arm: Arm | undefined } {
	const { method = "", url: path = "" } = request;
	const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
	const seenMs = now();
	const id = /\/webhooks\/(\d+)/.exec(path)?.[1];
	const name = id === undefined ? undefined : sandbox.state.webhooks.get(id)?.channel;
	const list = arms.get(name ?? "") ?? [];
	const arm = list[0]?.always ? list[0] : list.shift();
	if (id !== undefined && arm) script(sandbox, id, arm);
	const {
		status,
		headers: responseHeaders,
		body: responseBody,
	} = sandbox.handle({ method, path, headers, body, address: "127.0.0.1" });
	const entry = sandbox.ledger.at(-1);
	const json = entry?.body;
	const exchange: Exchange = {
		index: exchanges.length,
		to: name,
		method,
		path: entry?.path ?? "",
		query: Object.fromEntries(new URLSearchParams(path.split("?")[1] ?? "")),
		headers,
		body,
		json,
		seenMs,
		status: isSilent(arm) ? 0 : status,
		responseHeaders,
		responseBody,
		isScripted: arm !== undefined,
		wire: arm?.wire,
		isStored: entry?.messageId !== undefined,
		notified: entry?.notified,
		problems: method === "POST" ? findProblems(json).map(({ path: at, message }) => `${at.join(".")}: ${message}`) : [],
	};
	return { exchange, arm };
}

/** An arm without a status lets Discord answer; the wire is broken afterwards. */
function script(sandbox: Sandbox, id: string, { status, headers = {}, body, isEdge = false, wire }: Arm): void {
	if (wire === "lost-reply") sandbox.script(id, { wire: "reset-after" });
	else if (wire === "reset" || wire === "stall") sandbox.script(id, { wire: "stall" });
	else if (status !== undefined) sandbox.script(id, { status, headers, ...(body !== undefined && { body }), isEdge });
}

function isSilent(arm: Arm | undefined): boolean {
	return arm?.wire === "reset" || arm?.wire === "stall" || arm?.wire === "lost-reply";
}

import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { cutBody, isMute, type SandboxResponse, type WireFault } from "./exchange.ts";
import type { Sandbox } from "./sandbox.ts";

/** Connections whose next request is to be reset. */
const doomed = new WeakSet<Socket>();

/** Whether an earlier answer on this connection was the last. */
export function isDoomed(socket: Socket): boolean {
	return doomed.has(socket);
}

/** Gives an answer to the socket, with the faults of the wire; resolves when it is out. */
export async function deliver(
	answer: SandboxResponse,
	response: ServerResponse,
	sleep: Sandbox["sleep"],
): Promise<void> {
	if (answer.delayMs) await sleep(answer.delayMs);
	if (response.destroyed) return;
	if (isMute(answer.wire)) {
		response.socket?.resetAndDestroy();
		return;
	}
	if (answer.wire) return WIRE[answer.wire as keyof typeof WIRE](answer, response, sleep); // checked: not mute
	response.writeHead(answer.status, answer.headers).end(answer.body);
}

type Breaker = (answer: SandboxResponse, response: ServerResponse, sleep: Sandbox["sleep"]) => Promise<void> | void;

const WIRE: Readonly<Record<Exclude<WireFault, "reset-before" | "reset-after" | "stall" | "goaway">, Breaker>> = {
	"stall-body": (answer, response) => {
		response.writeHead(answer.status, withLength(answer, Buffer.byteLength(answer.body)));
		response.write(cutBody(answer));
	},
	truncate: (answer, response) => {
		response.writeHead(answer.status, withLength(answer, Buffer.byteLength(answer.body) + 64));
		response.write(answer.body);
		response.socket?.end();
	},
	"short-length": (answer, response) => {
		response.writeHead(answer.status, {
			...withLength(answer, Buffer.byteLength(cutBody(answer))),
			connection: "close",
		});
		response.end(answer.body);
	},
	drip: async (answer, response, sleep) => {
		const bytes = Buffer.from(answer.body);
		response.writeHead(answer.status, withLength(answer, bytes.length));
		response.flushHeaders();
		for (let at = 0; at < bytes.length && !response.destroyed; at++) {
			response.write(bytes.subarray(at, at + 1));
			await sleep(answer.dripMs ?? 20);
		}
		response.end();
	},
	"reset-next": (answer, response) => {
		if (response.socket) doomed.add(response.socket);
		response.writeHead(answer.status, answer.headers).end(answer.body);
	},
};

function withLength({ headers }: SandboxResponse, length: number): Record<string, string> {
	return { ...headers, "content-length": String(length) };
}

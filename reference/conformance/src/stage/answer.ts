import type { ServerResponse } from "node:http";
import type { ArmWire } from "./arm.ts";
import type { Exchange } from "./exchange.ts";

const DRIP_MS = 50;
const HUGE_BYTES = 5_000_000;

/** Writes the answer, as whole or as broken as the arm says. */
export function answer(exchange: Exchange, wire: ArmWire | undefined, response: ServerResponse): void {
	const { status, responseHeaders: headers, responseBody: body } = exchange;
	const broken = wire && BROKEN[wire];
	if (broken) broken({ status, headers, body }, response);
	else response.writeHead(status, headers).end(body);
}

interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

const reset = (_: Answer, response: ServerResponse): void => void response.socket?.resetAndDestroy();

const BROKEN: Partial<Record<ArmWire, (answer: Answer, response: ServerResponse) => void>> = {
	reset,
	"lost-reply": reset,
	stall: () => {},
	drip: ({ status, headers }, response) => {
		response.writeHead(status, { ...headers, "content-type": "application/json", "content-length": "100000" });
		const timer = setInterval(() => response.write(" "), DRIP_MS);
		response.once("close", () => clearInterval(timer));
	},
	truncate: ({ status, headers, body }, response) => {
		response.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(body) + 64) });
		response.write(body, () => response.socket?.end());
	},
	"not-gzip": ({ status, headers, body }, response) => {
		response.writeHead(status, { ...headers, "content-encoding": "gzip" }).end(body);
	},
	huge: ({ status, headers }, response) => {
		response.writeHead(status, { ...headers, "content-type": "text/html" }).end("x".repeat(HUGE_BYTES));
	},
};

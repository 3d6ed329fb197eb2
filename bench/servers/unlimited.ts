// A Discord without limits, in a process of its own: tells its parent where it listens, and when alerts have arrived.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const ID = "1".repeat(18);
const TOKEN = "a".repeat(68);
const TELL_MS = 25;

let alerts = 0;
let requests = 0;
let isPlanned = false;
let atMs = 0;

const server = createServer((request, response) => {
	let body = "";
	request.setEncoding("utf8");
	request.on("data", (chunk) => {
		body += chunk;
	});
	request.on("end", () => {
		const isPost = request.method === "POST";
		// One library takes only 204 for success, and Discord gives that, too, unless it is asked for the message.
		const isAsked = !isPost || request.url?.includes("wait=true");
		if (isPost) count(body);
		if (isAsked)
			response.writeHead(200, { "content-type": "application/json" }).end(`{"id":"${ID}","token":"${TOKEN}"}`);
		else response.writeHead(204).end();
	});
});

function count(body: string): void {
	atMs = performance.timeOrigin + performance.now();
	requests++;
	alerts += (JSON.parse(body) as { embeds?: unknown[] }).embeds?.length ?? 1;
	// Not for each: to hear it takes time of the thread that is measured.
	if (!isPlanned) setTimeout(tell, TELL_MS);
	isPlanned = true;
}

function tell(): void {
	isPlanned = false;
	process.send?.({ alerts, requests, refused: 0, atMs });
}

server.listen(0, "127.0.0.1", () => {
	// Checked: listening on a port.
	const { port } = server.address() as AddressInfo;
	process.send?.({ origin: `http://127.0.0.1:${port}`, id: ID, token: TOKEN, isLimited: false });
});

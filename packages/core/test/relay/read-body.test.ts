import { describe, expect, it } from "vitest";
import { ORIGIN, setup, toBatch } from "./setup.ts";

const headers = new Headers({ origin: ORIGIN, "content-type": "text/plain" });
const request = (body: ReadableStream<Uint8Array>) => ({
	method: "POST",
	url: "https://relay.example/",
	headers,
	body,
});

/** A stream of pieces that counts what was taken of it, and knows whether it was cancelled. */
function stream(pieces: Iterable<Uint8Array>) {
	const source = pieces[Symbol.iterator]();
	const state = { bytes: 0, isCancelled: false };
	const body = new ReadableStream<Uint8Array>(
		{
			pull: (controller) => {
				const { value, done } = source.next();
				if (done) return controller.close();
				state.bytes += value.length;
				controller.enqueue(value);
			},
			cancel: () => {
				state.isCancelled = true;
			},
		},
		{ highWaterMark: 0 },
	);
	return { body, state };
}

function* bytesOf(text: string): Generator<Uint8Array> {
	for (const byte of new TextEncoder().encode(text)) yield Uint8Array.of(byte);
}

function* endless(): Generator<Uint8Array> {
	for (;;) yield new Uint8Array(1000);
}

describe("a body", () => {
	it("may come byte by byte, cutting characters in two", async () => {
		const { relay, raised } = setup();
		const { body } = stream(bytesOf(JSON.stringify(toBatch([{ severity: "P2", title: "Bestellung 😀 fällt aus" }]))));
		expect((await relay(request(body))).status).toBe(200);
		expect(raised).toMatchObject([{ title: "Bestellung 😀 fällt aus" }]);
	});

	it("without an end is read up to the cap and cancelled", async () => {
		const { relay } = setup();
		const { body, state } = stream(endless());
		expect((await relay(request(body))).status).toBe(413);
		expect(state).toEqual({ bytes: 66_000, isCancelled: true });
	});

	it("that says it is too large is not read at all", async () => {
		const { relay } = setup();
		const { body, state } = stream(endless());
		const large = new Headers([...headers, ["content-length", "65537"]]);
		expect((await relay({ ...request(body), headers: large })).status).toBe(413);
		expect(state.bytes).toBe(0);
	});

	it("that does not come is given up after 10 s, and its place is free again", async () => {
		const { relay, clock, post } = setup({ maxReading: 8 });
		const never = () => new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
		const waiting = Array.from({ length: 8 }, () => relay(request(never())));
		await clock.settle();
		expect((await post(toBatch([{ severity: "P2", title: "x" }]))).status).toBe(503);
		await clock.advance(10_000);
		expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(8).fill(408));
		expect((await post(toBatch([{ severity: "P2", title: "x" }]))).status).toBe(200);
		expect(clock.scheduled).toBe(0);
	});

	it("of one address never takes more than 8 places", async () => {
		const { relay, post, clock } = setup();
		const never = () => new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
		const from = (hostname: string) => ({ remoteAddr: { hostname } });
		const waiting = Array.from({ length: 8 }, () => relay(request(never()), from("192.0.2.7")));
		await clock.settle();
		const busy = await relay(request(never()), from("192.0.2.7"));
		expect([busy.status, busy.headers.get("retry-after")]).toEqual([503, "5"]);
		expect((await post(toBatch([{ severity: "P2", title: "x" }]), { address: "192.0.2.8" })).status).toBe(200);
		await clock.advance(10_000);
		await Promise.all(waiting);
	});

	it("that breaks off is refused", async () => {
		const { relay, refused } = setup();
		const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error("reset")) });
		expect((await relay(request(body))).status).toBe(400);
		expect(refused).toMatchObject([{ detail: "the body broke off" }]);
	});
});

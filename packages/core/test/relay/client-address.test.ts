import { describe, expect, it } from "vitest";
import { setup, toRequest } from "./setup.ts";

/** Whom the relay takes for the client. */
async function clientOf(
	trustProxy: number | string,
	headers: Record<string, string>,
	hostname: unknown,
): Promise<string | undefined> {
	const { relay, refused } = setup({ trustProxy });
	await relay(toRequest("{", { headers }), { remoteAddr: { hostname } } as never);
	return refused[0]?.client;
}

describe("the client's address", () => {
	const spoofed = { "x-forwarded-for": "203.0.113.66, 198.51.100.1, 10.0.0.2", "cf-connecting-ip": "198.51.100.9" };

	it("is the connection's unless a proxy is trusted", async () => {
		expect(await clientOf(0, spoofed, "192.0.2.1")).toBe("192.0.2.1");
	});

	it("is the entry that the outermost of the trusted proxies wrote", async () => {
		expect(await clientOf(1, spoofed, "10.0.0.3")).toBe("10.0.0.2");
		expect(await clientOf(2, spoofed, "10.0.0.3")).toBe("198.51.100.1");
	});

	it("is the connection's when fewer proxies wrote than there are", async () => {
		expect(await clientOf(4, spoofed, "192.0.2.1")).toBe("192.0.2.1");
		expect(await clientOf(1, {}, "192.0.2.1")).toBe("192.0.2.1");
	});

	it("is what the named header says", async () => {
		expect(await clientOf("CF-Connecting-IP", spoofed, undefined)).toBe("198.51.100.9");
	});

	it.each([
		["203.0.113.7:50123", "203.0.113.7"],
		["[2001:db8:1:2::9]:443", "2001:db8:1:2"],
		['"[2001:db8:1:2::9]"', "2001:db8:1:2"],
	])("is %s without the port, of which every connection has another", async (told, client) => {
		expect(await clientOf(1, { "x-forwarded-for": told }, "10.0.0.3")).toBe(client);
		expect(await clientOf("x-real-ip", { "x-real-ip": told }, "10.0.0.3")).toBe(client);
	});

	it("is the connection's when what the header says is no address, so that nobody is without a limit", async () => {
		expect(await clientOf("x-real-ip", { "x-real-ip": "<script>" }, "192.0.2.1")).toBe("192.0.2.1");
	});

	it.each(["<script>", "1".repeat(100), "", "a b"])("is unknown when it is %o", async (address) => {
		expect(await clientOf("x-real-ip", { "x-real-ip": address || " " }, undefined)).toBeUndefined();
	});

	it.each([
		["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
		["2001:0DB8:1:2::9", "2001:db8:1:2"],
		["2001:db8::1", "2001:db8:0:0"],
		["::1", "0:0:0:0"],
		["fe80::1%eth0", "fe80:0:0:0"],
		["::ffff:192.0.2.1", "192.0.2.1"],
	])("%s is counted as %s", async (address, counted) => {
		expect(await clientOf(0, {}, address)).toBe(counted);
	});

	it.each([undefined, null, 7, "env"])(
		"is unknown when the host hands over %o instead of the connection",
		async (context) => {
			const { relay, refused } = setup();
			await relay(toRequest("{"), context as never);
			expect(refused).toEqual([{ error: "bad_request", detail: "the body is not JSON" }]);
		},
	);
});

import { createHmac } from "node:crypto";
import { createPageToken } from "@dat/core/relay";
import { describe, expect, it } from "vitest";
import { KEY, ORIGIN, setup, toBatch } from "./setup.ts";

const ALERT = { severity: "P2", title: "x" };
const withToken = (token: string) => ({ url: `https://relay.example/alerts?token=${token}` });

describe("a page token", () => {
	it("lets a page in until it expires", async () => {
		const { post, clock } = setup({ tokenKey: KEY });
		const token = await createPageToken({ key: KEY, lifetimeMs: 60_000, clock });
		expect((await post(toBatch([ALERT]), withToken(token))).status).toBe(200);
		await clock.advance(60_000);
		expect((await post(toBatch([ALERT]), withToken(token))).status).toBe(401);
	});

	it("is asked for before the body is read", async () => {
		const { relay } = setup({ tokenKey: KEY });
		const headers = new Headers({ origin: ORIGIN });
		const body = {
			getReader: () => {
				throw new Error("it was read");
			},
		};
		const response = await relay({ method: "POST", url: "https://relay.example/", headers, body });
		expect(response.status).toBe(401);
	});

	it("is refused the same way when it is missing, forged, cut, of another key, or prolonged", async () => {
		const { post, clock, refused } = setup({ tokenKey: KEY });
		const good = await createPageToken({ key: KEY, clock });
		const [version, expiry = "", id, signature = ""] = good.split(".");
		const later = (Number.parseInt(expiry, 36) + 1).toString(36);
		const tokens = [
			"",
			good.slice(0, -1),
			[version, later, id, signature].join("."),
			[version, expiry, id, signature.replace(/^./, (digit) => (digit === "0" ? "1" : "0"))].join("."),
			await createPageToken({ key: "j".repeat(32), clock }),
		];
		for (const token of tokens) {
			const response = await post(toBatch([ALERT]), withToken(token));
			expect([response.status, await response.text()]).toEqual([401, '{"v":1,"error":"token"}']);
		}
		expect(new Set(refused.map(({ detail }) => detail))).toEqual(
			new Set(["the page token is missing, forged or expired"]),
		);
	});

	it("is not what was signed with the same key for something else", async () => {
		const { post, clock } = setup({ tokenKey: KEY });
		const claim = `1.${(clock.now() + 60_000).toString(36)}.${"0".repeat(32)}`;
		const signature = createHmac("sha256", KEY).update(claim).digest("hex");
		expect((await post(toBatch([ALERT]), withToken(`${claim}.${signature}`))).status).toBe(401);
	});

	it("of an older key is good while that key is listed", async () => {
		const { post, clock } = setup({ tokenKey: ["n".repeat(32), KEY] });
		const token = await createPageToken({ key: KEY, clock });
		expect((await post(toBatch([ALERT]), withToken(token))).status).toBe(200);
	});

	it("has a limit of its own, whatever address it is used from", async () => {
		const { post, clock, raised } = setup({ tokenKey: KEY, alertsPerSender: 5 });
		const token = await createPageToken({ key: KEY, clock });
		for (let client = 1; client <= 20; client++)
			await post(toBatch([ALERT]), { ...withToken(token), address: `192.0.2.${client}` });
		expect(raised).toHaveLength(5);
		await post(toBatch([ALERT]), withToken(await createPageToken({ key: KEY, clock })));
		expect(raised).toHaveLength(6);
	});

	it("does not hold the key, and is of URL-safe characters", async () => {
		expect(await createPageToken({ key: KEY })).toMatch(/^1\.[0-9a-z]{8,9}\.[0-9a-f]{32}\.[0-9a-f]{64}$/);
	});

	it.each([
		[{ key: "short" }, "key is 5 characters long"],
		[{ key: undefined as never }, "key is a undefined"],
		[{ key: KEY, lifetimeMs: 1 }, "lifetimeMs is 1; write a whole number from 60000 to 86400000"],
	])("of %o is not made", async (options, message) => {
		await expect(createPageToken(options)).rejects.toThrow(message);
	});
});

import { describe, expect, it } from "vitest";
import { setup } from "./setup.ts";
import { json } from "./setup-forms.ts";

describe("clients", () => {
	it("[E33] that call themselves Python-urllib are blocked with 1010, as text or JSON", async () => {
		const headers = { "user-agent": "Python-urllib/3.12" };
		const text = await setup().call("/api/v10/anything", { headers });
		expect([text.status, text.body, text.header("via")]).toEqual([403, "error code: 1010", null]);
		const other = await setup({ profile: { edgeBlock: "json" } }).call("/api/v10/anything", { headers });
		expect(other).toMatchObject({ status: 403, body: { code: 40333, message: "internal network error" } });
	});

	it("[E33] without a name are blocked only by a strict profile", async () => {
		const strict = setup({ profile: { emptyUserAgent: "block" } });
		expect((await strict.call(`/api/v10${strict.path}`)).status).toBe(403);
		const usual = setup();
		expect((await usual.call(`/api/v10${usual.path}`)).status).toBe(200);
	});
});

describe("pages", () => {
	const origin = "https://shop.example";

	it("[E34] get their preflight answered with the origin echoed, without spending a bucket", async () => {
		const { call, path } = setup();
		const preflight = await call(`/api/v10${path}`, {
			method: "OPTIONS",
			headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
		});
		expect([preflight.status, preflight.body]).toEqual([204, ""]);
		expect(preflight.header("access-control-allow-origin")).toBe(origin);
		expect(preflight.header("access-control-allow-credentials")).toBe("true");
		expect(preflight.header("access-control-allow-methods")).toBe("POST, GET, PUT, PATCH, DELETE");
		expect(preflight.header("access-control-allow-headers")).toContain("Content-Type");
		expect(preflight.header("access-control-allow-headers")).not.toContain("User-Agent");
		expect(preflight.header("vary")).toBe("Origin");
		expect(preflight.header("x-ratelimit-remaining")).toBeNull();
	});

	it.each([
		["some", false],
		["all", true],
	] as const)("[E34] may read %s of the rate-limit headers", async (exposedHeaders, isExposed) => {
		const { call, path } = setup({ profile: { exposedHeaders } });
		const init = json("POST", { content: "a" });
		const answer = await call(`/api/v10${path}`, { ...init, headers: { ...init.headers, origin } });
		const exposed = answer.header("access-control-expose-headers") ?? "";
		expect(exposed).toContain("Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset");
		expect(exposed.includes("X-RateLimit-Reset-After")).toBe(isExposed);
	});

	it("[E34] see nothing of the edge's answers, which carry no CORS headers", async () => {
		const { call, path } = setup();
		const blocked = await call(`/api/v10${path}`, { headers: { origin, "user-agent": "Python-urllib/3" } });
		expect(blocked.header("access-control-allow-origin")).toBeNull();
	});

	it("[E34] of Discord itself may not post: 50067", async () => {
		const { call, path } = setup();
		for (const host of ["discord.com", "ptb.discord.com", "canary.discord.com", "discordapp.com"]) {
			const init = json("POST", { content: "a" });
			const headers = { ...init.headers, origin: `https://${host}` };
			expect((await call(`/api/v10${path}`, { ...init, headers })).body).toMatchObject({ code: 50067 });
			expect((await call(`/api/v10${path}`, { headers })).status).toBe(200);
		}
	});

	it("[E35] may post a beacon: multipart, no preflight, no header of their own", async () => {
		const { call, path, sandbox } = setup();
		const form = new FormData();
		form.set("payload_json", '{"content":"bye"}');
		const beacon = new Response(form);
		const headers = { "content-type": beacon.headers.get("content-type") ?? "" };
		const body = new Uint8Array(await beacon.arrayBuffer());
		expect((await call(`/api/v10${path}`, { method: "POST", headers, body })).status).toBe(204);
		expect(sandbox.messages()).toHaveLength(1);
	});
});

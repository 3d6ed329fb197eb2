import { describe, expect, it } from "vitest";
import { narrow, setup } from "./setup.ts";

describe("without a permission Deno is not made to prompt, and the flag is named", () => {
	it("for the network", async () => {
		const { start, host, url, sandbox } = await setup();
		const { code, printed, said } = await start("run", "--allow-env=DISCORD_WEBHOOK", "fixtures/told.ts").ended;
		expect(code).toBe(0);
		expect(said).toContain(`Deno may not reach the webhooks; add --allow-net=${host}`);
		expect(JSON.parse(printed)).toMatchObject({
			status: "dropped",
			reason: "exhausted",
			detail: expect.stringContaining(`--allow-net=${host}`),
		});
		expect(sandbox.ledger).toHaveLength(0);
		expect(said + printed).not.toContain(url.split("/").at(-1));
	});

	it("for the environment", async () => {
		const { start, host } = await setup();
		const { printed, said } = await start("run", `--allow-net=${host}`, "fixtures/told.ts").ended;
		expect(said).toMatch(/Deno may not read the webhooks; add --allow-env=\S*DISCORD_WEBHOOK\b/);
		expect(JSON.parse(printed)).toMatchObject({ status: "dropped", reason: "unrouted" });
	});

	it("and with both it says nothing and delivers", async () => {
		const { start, host } = await setup();
		const { printed, said } = await start("run", ...narrow(host), "fixtures/told.ts").ended;
		expect(said).toBe("");
		expect(JSON.parse(printed)).toMatchObject({ status: "delivered" });
	});
});

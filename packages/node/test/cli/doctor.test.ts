import { describe, expect, it } from "vitest";
import { setup } from "../setup.ts";
import { dat } from "./dat.ts";

const TOKEN = "x".repeat(68);

describe("dat doctor", () => {
	it("finds a live webhook fine and a dead one wrong, and never shows a token", async () => {
		const { sandbox, urls } = await setup();
		expect(await dat(["doctor"], { env: { DISCORD_WEBHOOK: urls["alerts"] } })).toMatchObject({ code: 0 });
		const [webhook] = sandbox.state.webhooks.values();
		const dead = urls["alerts"]!.replace(webhook!.token, TOKEN);
		const { code, out, err } = await dat(["doctor"], { env: { DISCORD_WEBHOOK: dead } });
		expect(code).toBe(1);
		expect(out).toContain("default is dead");
		expect(out + err).not.toContain(TOKEN);
	});
});

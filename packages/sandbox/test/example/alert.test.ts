import { createSandbox, FAULTS } from "@dat/sandbox";
import { expect, it } from "vitest";
import { sendAlert } from "./send-alert.ts";

it("sends again when Discord is busy, and pings nobody", async () => {
	await using discord = createSandbox();
	const server = await discord.listen();
	const webhook = discord.createWebhook({ channel: "alerts" });
	discord.script(webhook.id, FAULTS.unavailable);
	await sendAlert(webhook.url(server.url), "DB down, @everyone");
	expect(discord.ledger.map(({ status }) => status)).toEqual([503, 204]);
	expect(discord.messages()).toMatchObject([{ channel: "alerts", notified: { everyone: false } }]);
});

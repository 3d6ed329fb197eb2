import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createNotifier } from "@dat/node";
import { FAULTS } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { setup } from "../setup.ts";
import { dat, tempFolder } from "./dat.ts";

const TOKEN = "x".repeat(68);

/** What `dat doctor --json` says. */
async function examine(env: Record<string, string | undefined>, ...words: string[]) {
	const { code, out, err } = await dat(["doctor", "--json", ...words], { env });
	expect(out + err).not.toContain(TOKEN);
	const found = JSON.parse(out);
	expect(code).toBe(found.isFine ? 0 : 1);
	return found;
}

async function house() {
	const { sandbox, urls } = await setup();
	const [webhook] = sandbox.state.webhooks.values();
	return { sandbox, webhook: webhook!, url: urls["alerts"]! };
}

describe("dat doctor", () => {
	it("says that all is fine, by name and channel, and posts nothing", async () => {
		const { sandbox, webhook, url } = await house();
		const { code, out, err } = await dat(["doctor"], { env: { DISCORD_WEBHOOK: url } });
		expect({ code, err }).toEqual({ code: 0, err: "" });
		expect(out).toMatch(/^Node \d+\.\d+\.\d+\n/);
		expect(out).toMatch(/ {2}DISCORD_WEBHOOK_ALERTS +not set\n/);
		expect(out).toMatch(/ {2}DISCORD_WEBHOOK +set\n/);
		expect(out).toMatch(/ {2}default {2}fine: ".+" in channel \d+\n/);
		expect(out).toContain("A P0 pings @everyone.");
		expect(out).toMatch(/All is fine\.\n$/);
		expect(out).not.toContain(webhook.token);
		expect(sandbox.messages()).toHaveLength(0);
	});

	it("tells a dead webhook from a wrong token, from one that cannot be reached, and from what is none", async () => {
		const { sandbox, webhook, url } = await house();
		const [, other] = sandbox.state.webhooks.values();
		const wrong = url.replace(webhook.token, TOKEN);
		sandbox.script(webhook.id, FAULTS.dead);
		const { webhooks, problems } = await examine({
			DISCORD_WEBHOOK_ALERTS: url,
			DISCORD_WEBHOOK_INFO: wrong.replace(webhook.id, other!.id),
			DISCORD_WEBHOOK_DEV: `http://127.0.0.1:9/api/webhooks/${webhook.id}/${TOKEN}`,
			DISCORD_WEBHOOK_TRADES: "https://example.com",
		});
		expect(
			Object.fromEntries(webhooks.map((each: { channel: string; state: string }) => [each.channel, each.state])),
		).toEqual({
			alerts: "dead",
			info: "wrong token",
			dev: "unreachable",
			trades: "not usable",
		});
		expect(problems).toEqual([
			expect.stringMatching(/^DISCORD_WEBHOOK_ALERTS is dead; make a new one/),
			expect.stringMatching(/^DISCORD_WEBHOOK_INFO is wrong token; copy/),
			expect.stringMatching(/^DISCORD_WEBHOOK_TRADES is not usable; copy/),
			expect.stringMatching(/^DISCORD_WEBHOOK_DEV is unreachable; check network/),
		]);
	});

	it("asks once, and says of a 429 or a 503 what they mean", async () => {
		const { sandbox, webhook, url } = await house();
		for (const [fault, advice] of [
			[FAULTS.limited, /holds this address back/],
			[FAULTS.unavailable, /Discord has trouble/],
		] as const) {
			sandbox.script(webhook.id, fault);
			const before = sandbox.ledger.length;
			const { problems } = await examine({ DISCORD_WEBHOOK: url });
			expect(problems).toEqual([expect.stringMatching(advice)]);
			expect(sandbox.ledger).toHaveLength(before + 1);
		}
	});

	it("says what the environment makes of alerts, and asks whether another name was meant", async () => {
		const { url } = await house();
		const off = await examine({ DISCORD_WEBHOOK: url, NOTIFY_DISCORD_ENABLED: "off", DISCORD_P0_MENTION: "@all" });
		expect(off.problems).toEqual([
			expect.stringContaining("DISCORD_P0_MENTION is none of"),
			expect.stringContaining("NOTIFY_DISCORD_ENABLED switches alerts off"),
		]);
		const few = await examine({ DISCORD_WEBHOOK_INFO: url, DISCORD_WEBHOOK_ALERT: url, DISCORD_P0_MENTION: "" });
		expect(few).toMatchObject({
			p0Mention: "",
			variables: { DISCORD_WEBHOOK_INFO: "set", DISCORD_WEBHOOK: "not set" },
		});
		expect(few.problems).toEqual([expect.stringContaining("P0 and P1 would be lost; set DISCORD_WEBHOOK_ALERTS")]);
		expect(few.notes).toContain(
			"DISCORD_WEBHOOK_ALERT is not read by anything here; did you mean DISCORD_WEBHOOK_ALERTS?",
		);
		expect(await examine({ DISCORD_WEBHOOK: url, JEST_WORKER_ID: "1" })).toMatchObject({
			problems: [expect.stringContaining("this looks like a test (jest)")],
		});
	});

	it("says of a proxy that is no URL that nothing can be sent, and does not repeat it", async () => {
		const { url } = await house();
		const found = await examine({ DISCORD_WEBHOOK: url, HTTPS_PROXY: "http://user:hunter2@bad host" });
		expect(found.problems).toContain(
			"HTTPS_PROXY is no URL, so nothing can be sent; write http://host:port, or unset it",
		);
		expect(JSON.stringify(found)).not.toContain("hunter2");
	});

	it("names the file's variable where a webhook is kept in a file, and checks the relay's variables when there are any", async () => {
		const { url } = await house();
		const path = join(tempFolder(), "webhook");
		writeFileSync(path, `${url}\n`);
		const { variables, webhooks, problems } = await examine({
			DISCORD_WEBHOOK_FILE: path,
			DAT_RELAY_ORIGINS: "https://shop.example",
			DAT_RELAY_GENERIC_TOKEN: "short",
		});
		expect(variables).toMatchObject({ DISCORD_WEBHOOK: "in a file", DAT_RELAY_ORIGINS: "set" });
		expect(webhooks).toMatchObject([{ variable: "DISCORD_WEBHOOK_FILE", state: "fine" }]);
		expect(problems).toEqual([expect.stringMatching(/^DAT_RELAY_GENERIC_TOKEN: .*token is not usable/)]);
	});

	it("looks into a spool, and says when others can read it or it is none", async () => {
		const { sandbox, webhook, url } = await house();
		const spool = join(tempFolder(), "spool.db");
		expect(await examine({ DISCORD_WEBHOOK: url }, "--spool", spool)).toMatchObject({ spool: { bytes: 0 } });
		sandbox.script(webhook.id, FAULTS.stall);
		const notifier = createNotifier({ webhooks: { default: url }, spool, flushOnExit: false });
		notifier.notify({ severity: "P1", title: "left" });
		await notifier.close(1);
		expect((await examine({ DISCORD_WEBHOOK: url }, "--spool", spool)).spool).toMatchObject({ waiting: 1, held: 0 });
		chmodSync(spool, 0o644);
		expect((await examine({ DISCORD_WEBHOOK: url }, "--spool", spool)).problems).toEqual([
			`other users can read ${spool}; run chmod 600 on it`,
		]);
		mkdirSync(`${spool}.d`);
		expect((await examine({ DISCORD_WEBHOOK: url }, "--spool", `${spool}.d`)).problems).toEqual([
			expect.stringContaining("cannot be used as a spool"),
		]);
	});
});

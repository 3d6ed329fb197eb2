import { createSandbox, startServer } from "@dat/sandbox";
import { expect, it, onTestFinished } from "vitest";

async function open(): Promise<{ url: string; sandbox: ReturnType<typeof createSandbox> }> {
	const sandbox = createSandbox();
	const { url, close } = await startServer(sandbox);
	onTestFinished(() => close());
	return { url, sandbox };
}

it("serves a page that runs nothing but itself", async () => {
	const { url } = await open();
	const page = await fetch(url);
	expect(page.status).toBe(200);
	expect(page.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
	const text = await page.text();
	for (const [, file] of text.matchAll(/(?:src|href)="(\/[^"]+)"/g)) expect((await fetch(url + file)).status).toBe(200);
	expect(text).not.toMatch(/https?:\/\//);
	expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
});

it("tells each request as it is answered", async () => {
	const { url, sandbox } = await open();
	const webhook = sandbox.createWebhook({ channel: "alerts" });
	const stream = await fetch(`${url}/_emulator/events`);
	const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
	await reader.read();
	await fetch(webhook.url(url), {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: '{"content":"hello"}',
	});
	const { value = "" } = await reader.read();
	expect(JSON.parse(value.replace(/^data: /, ""))).toMatchObject({
		entry: { status: 204, channel: "alerts" },
		message: { body: { content: "hello" } },
	});
	expect(value).not.toContain(webhook.token);
	await reader.cancel();
});

it("creates webhooks, scripts faults, shows its ledger and forgets it", async () => {
	const { url } = await open();
	const post = (path: string, body: object): Promise<Response> =>
		fetch(url + path, { method: "POST", body: JSON.stringify(body) });
	const { id, token } = (await (await post("/_emulator/webhooks", { channel: "ops" })).json()) as {
		id: string;
		token: string;
	};
	await post("/_emulator/script", { webhookId: id, faults: [{ status: 503, body: "busy" }] });
	const target = `/api/v10/webhooks/${id}/${token}`;
	expect((await fetch(url + target)).status).toBe(503);
	expect(await (await fetch(`${url}/_emulator/ledger`)).json()).toMatchObject([{ status: 503, channel: "ops" }]);
	expect(await (await fetch(`${url}/_emulator/profile`)).json()).toMatchObject({
		limits: { bucket: { max: 5, windowMs: 2000 } },
	});
	await post("/_emulator/reset", {});
	expect(await (await fetch(`${url}/_emulator/ledger`)).json()).toEqual([]);
	expect((await fetch(url + target)).status).toBe(200);
	expect((await fetch(`${url}/_emulator/nothing`)).status).toBe(404);
});

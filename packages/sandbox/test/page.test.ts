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

import { expect, it, onTestFinished } from "vitest";
import { describeInChromium } from "./chromium.ts";
import { inFeed, type Opened, openPage, UNLIMITED } from "./open-page.ts";

/** A program that goes on sending, whatever it hears; tells the answers of one round, as statuses or as what broke. */
function keepSending({ alerts, info, url }: Opened): { next(): Promise<[alerts: unknown, info: unknown]> } {
	let count = 0;
	let last: [unknown, unknown] = [undefined, undefined];
	const waiting: (() => void)[] = [];
	let isOn = true;
	const send = (target: string, content: string): Promise<unknown> =>
		fetch(target, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ content }),
		})
			.then(({ status }) => status)
			.catch(() => "broken");
	const loop = async (): Promise<void> => {
		while (isOn) {
			last = [await send(alerts.url(url), `tick ${++count}`), await send(info.url(url), `tock ${count}`)];
			for (const tell of waiting.splice(0)) tell();
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
	};
	const ended = loop();
	onTestFinished(async () => {
		isOn = false;
		await ended;
	});
	return { next: () => new Promise((resolve) => waiting.push(() => resolve(last))) };
}

describeInChromium("the page makes Discord misbehave,", () => {
	it("while a program runs: storms, errors, outages and a deleted webhook, on and off again", async () => {
		const opened = await openPage({ sandbox: UNLIMITED });
		const { page } = opened;
		const program = keepSending(opened);
		await inFeed(page).getByText("tick 1", { exact: true }).waitFor();
		await page.getByRole("button", { name: "Faults" }).click();
		for (const [name, answer] of [
			["429 storm", 429],
			["5xx", 503],
			["Outage", "broken"],
			["Webhook deleted", 404],
		] as const) {
			const button = page.getByRole("switch", { name });
			await button.click();
			await page.locator('[role=switch][aria-checked="true"]').waitFor();
			await page.getByRole("button", { name: "1 fault on" }).waitFor();
			await program.next();
			expect(await program.next()).toEqual([answer, answer]);
			await button.click();
			await page.getByRole("button", { name: "Faults", exact: true }).waitFor();
			await program.next();
			expect(await program.next()).toEqual([204, 204]);
		}
		await page.locator(".refusal", { hasText: "Unknown Webhook" }).first().waitFor();
		expect(await page.locator(".gone").count()).toBe(0);
	});

	it("for one webhook alone, and ends all at once", async () => {
		const opened = await openPage({ sandbox: UNLIMITED });
		const { page, alerts, sandbox } = opened;
		const program = keepSending(opened);
		await page.keyboard.press("f");
		await page.getByLabel("Which webhook").selectOption({ label: "#alerts" });
		await page.getByRole("switch", { name: "5xx" }).click();
		await page.getByRole("button", { name: "1 fault on" }).waitFor();
		await program.next();
		expect(await program.next()).toEqual([503, 204]);
		expect(sandbox.state.standing).toMatchObject([{ name: "5xx", webhookId: alerts.id }]);
		await page.getByLabel("Which webhook").selectOption({ label: "every webhook" });
		await page.getByText("Also on: 5xx (alerts)").waitFor();
		await page.getByRole("button", { name: "All off" }).click();
		await page.getByRole("button", { name: "Faults", exact: true }).waitFor();
		await program.next();
		expect(await program.next()).toEqual([204, 204]);
		await page.keyboard.press("Escape");
		await page.getByRole("switch").first().waitFor({ state: "detached" });
	});

	it("holds answers back when it is slow", async () => {
		const { page, post, sandbox } = await openPage();
		await page.getByRole("button", { name: "Faults" }).click();
		await page.getByRole("switch", { name: "Slow" }).click();
		await page.getByRole("button", { name: "1 fault on" }).waitFor();
		expect(sandbox.state.standing[0]?.fault.delayMs).toBe(3000);
		const answered = post({ content: "in no hurry" });
		await inFeed(page).getByText("in no hurry").waitFor();
		expect((await answered).status).toBe(204);
	});
});

import { expect, it } from "vitest";
import { describeInChromium } from "./chromium.ts";
import { inFeed, openPage, UNLIMITED } from "./open-page.ts";

const USER = "123456789012345678";

describeInChromium("the page shows a message as Discord does:", () => {
	it("its markup, and mentions that say whether they ping", async () => {
		const { page, post } = await openPage();
		await post({
			content: `# Report\n**bold** \`code\` <@${USER}> @everyone ||secret|| <t:1700000000:R>\n\`\`\`js\nlet a;\n\`\`\``,
			allowed_mentions: { users: [USER] },
		});
		await page.locator(".content .heading-1", { hasText: "Report" }).waitFor();
		expect(await page.locator(".content pre").textContent()).toBe("let a;");
		expect(await page.locator(".content time").textContent()).toMatch(/ago|last/);
		expect(await page.locator(".content .mention.pings").textContent()).toBe(`@user ${USER} (pings)`);
		expect(await page.locator(".content .mention.mute").textContent()).toBe("@everyone (pings nobody)");
		await page.locator(".fact.ping", { hasText: `pings @user ${USER}` }).waitFor();
		await page.getByRole("button", { name: "Spoiler: show" }).click();
		await inFeed(page).getByText("secret", { exact: true }).waitFor();
	});

	it("embeds with their colour, grid, footer and pictures that are never fetched", async () => {
		const { page, post } = await openPage();
		await post({
			embeds: [
				{
					title: "Disk **full**",
					url: "https://status.example.com/disk",
					description: "see [the board](https://board.example.com)",
					color: 0x00cc66,
					author: { name: "grafana" },
					fields: [1, 2, 3].map((n) => ({ name: `name ${n}`, value: `value ${n}`, inline: true })),
					footer: { text: "the foot" },
					timestamp: "2026-01-02T03:04:05.000Z",
					image: { url: "https://pictures.example.com/a.png" },
					thumbnail: { url: "https://pictures.example.com/b.png" },
				},
				{ title: "A second alert" },
			],
		});
		const embed = page.locator(".embed").first();
		await embed.getByRole("link", { name: "Disk full" }).waitFor();
		expect(await embed.evaluate((node) => getComputedStyle(node).borderLeftColor)).toBe("rgb(0, 204, 102)");
		const tops = await embed.locator(".field").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
		// Beside a thumbnail two share a row.
		expect([tops[0] === tops[1], tops[1] === tops[2]]).toEqual([true, false]);
		expect(await embed.locator(".embed-foot").textContent()).toContain("the foot • ");
		expect(await embed.locator(".picture").count()).toBe(2);
		await inFeed(page).getByText("2 alerts share this message").waitFor();
	});

	it("text that looks like HTML or a script is only text", async () => {
		const { page, post } = await openPage();
		const evil = `<img src=x onerror="document.title='ran'"> [x](javascript:alert(1)) <script>document.title='ran'</script>`;
		await post({
			content: evil,
			username: "<b>x</b>",
			embeds: [{ title: evil, fields: [{ name: evil, value: evil }] }],
		});
		await inFeed(page).getByText("<b>x</b>").waitFor();
		expect(await page.title()).not.toBe("ran");
		expect(await page.locator(".row img, .row script, .row a[href^=javascript]").count()).toBe(0);
	});

	it("polls, components by their words, and posts of a forum by their name", async () => {
		const { page, post, sandbox } = await openPage();
		const poll = { question: { text: "Roll back?" }, answers: [{ poll_media: { text: "At once" } }], duration: 1 };
		expect((await post({ poll })).status).toBe(204);
		await page.locator(".poll li", { hasText: "At once" }).waitFor();
		const components = [{ type: 10, content: "**Text display**" }];
		await post({ flags: 1 << 15, components }, undefined, "?with_components=true");
		await page.locator(".components strong", { hasText: "Text display" }).waitFor();
		sandbox.createChannel({ name: "incidents", kind: "forum" });
		const forum = sandbox.createWebhook({ channel: "incidents" });
		await page.getByRole("button", { name: "incidents" }).click();
		expect((await post({ thread_name: "Outage in Mumbai", content: "it began" }, forum)).status).toBe(204);
		await inFeed(page).getByText("new post: Outage in Mumbai").waitFor();
	});

	it("files, silence, edits and deletions", async () => {
		const { page, post, alerts, url } = await openPage({ sandbox: UNLIMITED });
		const form = new FormData();
		form.set("payload_json", JSON.stringify({ content: "the log", flags: 4096 }));
		form.set("files[0]", new Blob(["x".repeat(2048)]), "backup.log");
		await fetch(alerts.url(url), { method: "POST", body: form });
		await inFeed(page).getByText("backup.log").waitFor();
		await inFeed(page).getByText("2.0 KB").waitFor();
		await inFeed(page).getByText("silent: no push notification").waitFor();

		const { id } = (await (await post({ content: "first words" }, alerts, "?wait=true")).json()) as { id: string };
		const target = `${alerts.url(url)}/messages/${id}`;
		const headers = { "content-type": "application/json" };
		await fetch(target, { method: "PATCH", headers, body: '{"content":"other words"}' });
		await inFeed(page).getByText("other words").waitFor();
		await inFeed(page).getByText("(edited)").waitFor();
		await fetch(target, { method: "DELETE" });
		await page.locator(".row.is-deleted", { hasText: "other words" }).waitFor();
		await page.reload();
		await page.locator(".row.is-deleted", { hasText: "first words" }).waitFor();
		await page.getByRole("button", { name: "All requests" }).click();
		await inFeed(page).getByText("edited a message").waitFor();
		await inFeed(page).getByText("deleted a message").waitFor();
	});

	it("refused requests with Discord's reasons for each field, limited ones with the wait", async () => {
		const { page, post } = await openPage({ sandbox: { limits: { bucket: { max: 2, windowMs: 60_000 } } } });
		await post({ embeds: [{ title: "x".repeat(257), color: "red" }] });
		const refusal = page.locator(".refusal", { hasText: "400" });
		await refusal.getByText("Must be 256 or fewer in length.").waitFor();
		expect(await refusal.locator("code").allTextContents()).toEqual(
			expect.arrayContaining(["embeds[0].title", "embeds[0].color"]),
		);
		for (let index = 0; index < 2; index++) await post({ content: "again" });
		await page.locator(".refusal.limited", { hasText: /limited \(user\).*retry after [\d.]+ s/ }).waitFor();
		await page.locator(".gauge.waiting", { hasText: "#alerts" }).waitFor();
	});
});

// Run by `deno test` with narrow permissions, against the sandbox of deno-test.test.ts.
import { createNotifier } from "@dat/deno";

function equal(actual: unknown, expected: unknown): void {
	if (actual !== expected) throw new Error(`${actual} is not ${expected}`);
}

const alert = { severity: "P1", title: "from deno test" } as const;

Deno.test("an alert is delivered to a Discord of one's own", async () => {
	await using notifier = createNotifier();
	equal((await notifier.send(alert)).status, "delivered");
});

Deno.test("nothing is sent to Discord itself by a test", async () => {
	const webhook = `https://discord.com/api/webhooks/${"1".repeat(18)}/${"x".repeat(68)}`;
	await using notifier = createNotifier({ webhooks: { default: webhook } });
	const outcome = await notifier.send(alert);
	equal(outcome.status === "suppressed" && outcome.reason, "test-guard");
});

Deno.test("a 429 is waited for", async () => {
	let asked = 0;
	const fetch = () =>
		Promise.resolve(
			asked++ === 0
				? Response.json({ message: "wait", retry_after: 0.01, global: false }, { status: 429 })
				: new Response(null, { status: 204 }),
		);
	await using notifier = createNotifier({ fetch, pacing: false });
	equal((await notifier.send(alert)).status, "delivered");
	equal(asked, 2);
});

Deno.test("a wrong option is refused with what to write instead", () => {
	try {
		createNotifier({ flushOnExit: -1 });
	} catch (error) {
		equal(error instanceof Error && /flushOnExit/.test(error.message), true);
		return;
	}
	throw new Error("it was not refused");
});

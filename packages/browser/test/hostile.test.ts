import { expect, it } from "vitest";
import { describeInChromium } from "../../../tooling/describe-in-chromium.ts";
import { useChromium } from "./world.ts";

/** What pages, their other scripts and their browsers do to what a notifier stands on; each runs before any script. */
const HOSTILE: Readonly<Record<string, () => void>> = {
	"has no BroadcastChannel": () => {
		Reflect.deleteProperty(globalThis, "BroadcastChannel");
	},
	"has no locks": () => {
		Object.defineProperty(navigator, "locks", { value: undefined });
	},
	"has a database that never opens": () => {
		IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
	},
	"has no beacon": () => {
		Object.defineProperty(navigator, "sendBeacon", { value: undefined });
	},
	"refuses every beacon": () => {
		navigator.sendBeacon = () => false;
	},
	"gives every object a member": () => {
		(Object.prototype as { extend?: unknown }).extend = () => {};
	},
	"gives every list a member": () => {
		(Array.prototype as { last?: unknown }).last = () => {};
	},
	"logs to nowhere": () => {
		globalThis.console = undefined as never;
	},
};

describeInChromium("a page that", () => {
	const { open, visit } = useChromium();

	it.each(Object.entries(HOSTILE))("%s gets its alerts through, alive and at its end", async (_, spoil) => {
		const { site, context } = await open();
		await context.addInitScript(spoil);
		const page = await context.newPage();
		const errors: unknown[] = [];
		page.on("pageerror", (error) => errors.push(error));
		await visit(page, site, { hasStore: true });
		const outcome = await page.evaluate(() =>
			notifier.send({ severity: "P1", title: "alive", fields: { host: "web-1" }, description: "as usual" }),
		);
		expect(outcome).toMatchObject({ status: "delivered" });
		await page.evaluate(() => void notifier.notify({ severity: "P1", title: "at the end" }));
		await page.goto("about:blank");
		await site.arrived("alive", "at the end");
		expect(site.alerts[0]).toMatchObject({ description: "as usual" });
		expect(JSON.stringify(site.alerts[0]?.fields)).toContain("web-1");
		expect(errors).toEqual([]);
	});

	it("has no origin, in a sandboxed frame, is none the worse for it", async () => {
		const { site, page } = await open({
			files: {
				"/frame": `<script src="/dat.js"></script><script>
				const notifier = dat.createNotifier({ relay: location.search.slice(1), store: dat.createStore() });
				notifier.notify({ severity: "P1", title: "from nowhere" });
				parent.postMessage(JSON.stringify(notifier.stats()), "*");
				</script>`,
			},
		});
		const stats = await page.evaluate(
			(relay) =>
				new Promise((resolve) => {
					addEventListener("message", ({ data }) => resolve(JSON.parse(data)));
					const frame = document.createElement("iframe");
					frame.setAttribute("sandbox", "allow-scripts");
					frame.src = `/frame?${relay}`;
					document.body.append(frame);
				}),
			site.relay,
		);
		expect(stats).toMatchObject({ raised: 1 });
		expect(await page.evaluate(() => notifier.send({ severity: "P1", title: "beside it" }))).toMatchObject({
			status: "delivered",
		});
		expect(site.raised).toEqual(["beside it"]);
	});
});

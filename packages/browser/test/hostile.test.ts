import { expect, it } from "vitest";
import { describeInChromium, PATIENCE_MS } from "../../../tooling/describe-in-chromium.ts";
import { useChromium, type World } from "./world.ts";

/** Opens a page that has run `spoil` before any other script, with a notifier that has a store. */
async function openSpoiled(world: Pick<World, "site" | "context">, spoil: () => void, visit: Visit) {
	await world.context.addInitScript(spoil);
	const page = await world.context.newPage();
	const said: string[] = [];
	const faults: string[] = [];
	page.on("console", (message) => said.push(message.text()));
	page.on("pageerror", ({ message }) => faults.push(message));
	await visit(page, world.site, { hasStore: true });
	return { page, said, faults };
}
type Visit = ReturnType<typeof useChromium>["visit"];

describeInChromium("in a page that takes things away", () => {
	const { open, visit } = useChromium();

	const refusals: readonly (readonly [string, () => void])[] = [
		[
			"an IndexedDB that throws when it is looked at",
			() =>
				Object.defineProperty(globalThis, "indexedDB", {
					get: () => {
						throw new DOMException("denied", "SecurityError");
					},
				}),
		],
		[
			"an IndexedDB that never answers",
			() => {
				IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
				// The deadline of an open database, at once.
				const { setTimeout } = globalThis;
				globalThis.setTimeout = ((run: () => void, delayMs: number) =>
					setTimeout(run, delayMs === 5000 ? 1 : delayMs)) as typeof globalThis.setTimeout;
			},
		],
		["no BroadcastChannel", () => Reflect.deleteProperty(globalThis, "BroadcastChannel")],
		[
			"a BroadcastChannel that throws",
			() => {
				globalThis.BroadcastChannel = class {
					constructor() {
						throw new DOMException("denied", "SecurityError");
					}
				} as unknown as typeof BroadcastChannel;
			},
		],
		[
			"locks that are refused",
			() => {
				LockManager.prototype.request = async () => {
					throw new DOMException("denied", "SecurityError");
				};
			},
		],
	];
	it.each(refusals)("goes on in memory with %s, and says so once", async (_, spoil) => {
		const { site, context } = await open();
		const { page, said, faults } = await openSpoiled({ site, context }, spoil, visit);
		await page.evaluate(() => notifier.send({ severity: "P1", title: "a" }));
		await page.evaluate(() => notifier.send({ severity: "P1", title: "b" }));
		expect(site.raised).toEqual(["a", "b"]);
		await expect.poll(() => said, { timeout: PATIENCE_MS }).toEqual([expect.stringContaining("refuses storage")]);
		expect(faults).toEqual([]);
	});

	const losses: readonly (readonly [string, () => void])[] = [
		["no locks, as without https", () => Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined })],
		[
			"a localStorage that is denied",
			() =>
				Object.defineProperty(globalThis, "localStorage", {
					get: () => {
						throw new DOMException("denied", "SecurityError");
					},
				}),
		],
		[
			"members that a script has put on all objects and lists",
			() => {
				for (const { prototype } of [Object, Array]) {
					Object.assign(prototype, { last: () => "polluted" });
					for (const name of ["channel", "key", "page"])
						Object.defineProperty(prototype, name, { value: "polluted", writable: true });
				}
			},
		],
		["no console", () => Object.assign(globalThis, { console: undefined })],
		[
			"no sendBeacon and no fetchLater",
			() => {
				Reflect.deleteProperty(Navigator.prototype, "sendBeacon");
				globalThis.fetchLater = undefined;
			},
		],
	];
	it.each(losses)("is none the worse for %s", async (_, spoil) => {
		const { site, context } = await open();
		const { page, said, faults } = await openSpoiled({ site, context }, spoil, visit);
		const outcome = await page.evaluate(() =>
			notifier.send({ severity: "P1", title: "whole", fields: { step: "payment" } }),
		);
		expect(outcome).toMatchObject({ status: "delivered" });
		expect(site.alerts).toMatchObject([{ title: "whole", fields: [{ name: "step", value: "payment" }] }]);
		expect([said, faults]).toEqual([[], []]);
	});

	it("delivers when the page is closed though sendBeacon says no, or throws", async () => {
		for (const answer of ["no", "throws"]) {
			const { site, page } = await open();
			const faults: string[] = [];
			page.on("pageerror", ({ message }) => faults.push(message));
			await page.evaluate((answer) => {
				globalThis.fetchLater = undefined;
				Navigator.prototype.sendBeacon = () => {
					if (answer === "throws") throw new TypeError("not today");
					return false;
				};
				notifier.notify({ severity: "P1", title: answer });
				// Playwright hears nothing of a page that is gone.
				dispatchEvent(new Event("pagehide"));
				addEventListener("pagehide", () => notifier.notify({ severity: "P1", title: `${answer}, at the end` }));
			}, answer);
			await site.arrived(answer);
			await page.close({ runBeforeUnload: true });
			await site.arrived(`${answer}, at the end`);
			expect(faults).toEqual([]);
		}
	});

	const fetches: readonly (readonly [string, () => unknown])[] = [
		[
			"throws",
			() => {
				throw new TypeError("not today");
			},
		],
		["gives nothing", () => undefined],
		["gives what is no response", async () => ({ status: 200, headers: [] })],
		["never answers", () => new Promise(() => {})],
	];
	it.each(fetches)("keeps an alert for the beacon where the page's own fetch %s", async (_, fake) => {
		const { site, page } = await open();
		const faults: string[] = [];
		page.on("pageerror", ({ message }) => faults.push(message));
		await page.evaluate((fake) => {
			globalThis.fetchLater = undefined;
			globalThis.fetch = new Function(`return ${fake}`)();
			notifier.notify({ severity: "P1", title: "kept" });
		}, `${fake}`);
		expect(await page.evaluate(() => notifier.flush(200))).toBe(false);
		await page.close({ runBeforeUnload: true });
		await site.arrived("kept");
		expect(faults).toEqual([]);
	});

	it("neither throws nor tells more than once in a frame without an origin of its own", async () => {
		const { site, page } = await open({
			files: {
				"/framed.js": `addEventListener("message", ({ data }) => {
					const notifier = dat.createNotifier({ relay: data, store: dat.createStore() });
					dat.captureErrors(notifier);
					const { state } = notifier.notify({ severity: "P1", title: "framed" });
					setTimeout(() => parent.postMessage([state, notifier.stats().pending], "*"), 500);
				});`,
			},
		});
		const said: string[] = [];
		page.on("console", (message) => said.push(message.text()));
		const told = await page.evaluate(
			(relay) =>
				new Promise((resolve) => {
					addEventListener("message", ({ data }) => resolve(data));
					const frame = document.createElement("iframe");
					frame.sandbox.add("allow-scripts");
					frame.srcdoc = '<script src="/dat.js"></script><script src="/framed.js"></script>';
					frame.onload = () => frame.contentWindow?.postMessage(relay, "*");
					document.body.append(frame);
				}),
			site.relay,
		);
		// The relay knows no origin `null`: it is tried again until the page ends.
		expect(told).toEqual(["queued", 1]);
		expect(said.filter((text) => text.startsWith("DatWarning"))).toEqual([expect.stringContaining("refuses storage")]);
		expect(site.raised).toEqual([]);
	});
});

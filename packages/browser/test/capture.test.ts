import { expect, it } from "vitest";
import { describeInChromium } from "../../../tooling/describe-in-chromium.ts";
import type { CaptureOptions } from "../src/index.ts";
import { useChromium, type World, type WorldOptions } from "./world.ts";

describeInChromium("captured errors", () => {
	const { open } = useChromium();

	/** A page that captures what goes wrong in it. */
	async function watch(options: CaptureOptions = {}, world: WorldOptions = {}): Promise<World> {
		const opened = await open(world);
		await opened.page.evaluate((given) => {
			globalThis.stopCapture = dat.captureErrors(notifier, given);
		}, options);
		return opened;
	}

	it("are alerts with the stack, the browser, and the page without the values of its query", async () => {
		const { site, page } = await watch();
		await page.evaluate(() => {
			history.replaceState(null, "", "/checkout?token=geheim&step=2#secret");
			setTimeout(function pay() {
				throw new TypeError("card is undefined", { cause: new Error("no network") });
			});
		});
		await site.arrived("TypeError: card is undefined");
		const [alert] = site.alerts;
		expect(alert).toMatchObject({
			severity: "P2",
			fields: [
				{ name: "page", value: `${site.page}checkout?token&step` },
				{ name: "browser", value: expect.stringContaining("Chrome") },
			],
			error: {
				name: "TypeError",
				message: "card is undefined",
				stack: expect.stringMatching(/at pay[\s\S]*Caused by: Error: no network/),
			},
		});
		expect(JSON.stringify(alert)).not.toContain("geheim");
	});

	it("are not those that the notifier reports while it takes one", async () => {
		const { page } = await open();
		const titles = await page.evaluate(() => {
			const raised: string[] = [];
			const notify = ({ title }: { readonly title: string }) => {
				raised.push(title);
				reportError(new Error(`trouble with "${title}"`));
				return { id: "", state: "queued" as const };
			};
			dat.captureErrors({ notify });
			// Browsers report no error out of another one's report, but out of a rejection's.
			void Promise.reject(new Error("first"));
			return new Promise((resolve) => addEventListener("unhandledrejection", () => resolve(raised)));
		});
		expect(titles).toEqual(["Unhandled rejection: Error: first"]);
	});

	it("are rejections that nobody handled, whatever was thrown", async () => {
		const { site, page } = await watch();
		await page.evaluate(() => {
			void Promise.reject(undefined);
			void Promise.reject(new DOMException("gone", "AbortError"));
		});
		await site.arrived("Unhandled rejection: Thrown: undefined", "Unhandled rejection: AbortError: gone");
	});

	it("keep the values of URLs in a stack to themselves", async () => {
		const { site, page } = await watch(
			{},
			{ files: { "/app.js": "setTimeout(() => { throw new Error('at https://shop.example/a?b=geheim now') })" } },
		);
		await page.addScriptTag({ url: "/app.js?key=geheim" });
		await site.arrived("Error: at https://shop.example/a now");
		expect(JSON.stringify(site.alerts)).toMatch(/app\.js:1:\d+/);
		expect(JSON.stringify(site.alerts)).not.toContain("geheim");
	});

	it("are at most three of a kind, however many there are, and the page goes on", async () => {
		const { site, page } = await watch();
		await page.evaluate(() => {
			for (let index = 0; index < 1000; index++)
				setTimeout(() => {
					throw new Error("again");
				});
			setTimeout(() => notifier.notify({ severity: "P0", title: "the one that matters" }), 50);
		});
		await site.arrived("the one that matters");
		expect(site.raised.filter((title) => title === "Error: again")).toHaveLength(3);
		await page.evaluate(() => stopCapture());
		await site.arrived("997 more held back in the page");
	});

	it("are failed resources only if asked for", async () => {
		const { site, page } = await watch({ resources: true });
		const fail = () =>
			page.evaluate(() => {
				const image = document.createElement("img");
				image.src = "http://127.0.0.1:9/picture.png?id=7";
				document.body.append(image);
			});
		await fail();
		await site.arrived("Failed to load img: http://127.0.0.1:9/picture.png");
		await page.evaluate(() => {
			stopCapture();
			dat.captureErrors(notifier);
		});
		await fail();
		await page.evaluate(() =>
			setTimeout(() => {
				throw new Error("later");
			}),
		);
		await site.arrived("Error: later");
		expect(site.raised).toHaveLength(2);
	});

	it("say of a script of another origin how to learn more, or nothing on request", async () => {
		const { site, page } = await watch();
		const foreign = site.relay.replace("/alerts", "/foreign.js");
		await page.route("**/foreign.js", (route) =>
			route.fulfill({ contentType: "text/javascript", body: "throw new Error('hidden')" }),
		);
		await page.addScriptTag({ url: foreign });
		await site.arrived("Script error.");
		expect(site.alerts).toMatchObject([{ description: expect.stringContaining("crossorigin") }]);
		await page.evaluate(() => {
			stopCapture();
			dat.captureErrors(notifier, { ignoreScriptErrors: true });
		});
		await page.addScriptTag({ url: foreign });
		await page.evaluate(() =>
			setTimeout(() => {
				throw new Error("own");
			}),
		);
		await site.arrived("Error: own");
		expect(site.raised).toHaveLength(2);
	});

	it("leave out extensions on request, and what nobody can mend always", async () => {
		const { site, page } = await watch({ ignoreExtensions: true });
		await page.evaluate(() => {
			dispatchEvent(
				new ErrorEvent("error", { message: "ResizeObserver loop completed with undelivered notifications." }),
			);
			dispatchEvent(new ErrorEvent("error", { message: "boom", filename: "chrome-extension://abc/content.js" }));
			dispatchEvent(new ErrorEvent("error", { message: "own", filename: "/app.js" }));
		});
		await site.arrived("Error: own");
		expect(site.raised).toHaveLength(1);
	});

	it("are what the Content-Security-Policy blocks, but not the relay itself, and end there", async () => {
		const { site, page } = await watch(
			{},
			{ headers: { "content-security-policy": "connect-src 'self'; img-src 'none'" } },
		);
		const seen = await page.evaluate(async () => {
			const told: unknown[] = [];
			const own = dat.createNotifier({ relay: "/not-allowed", onOutcome: (outcome) => told.push(outcome) });
			dat.captureErrors({
				notify: (alert) => {
					told.push(alert.title);
					return own.notify(alert);
				},
			});
			const image = document.createElement("img");
			image.src = "https://images.example/a.png?user=7";
			document.body.append(image);
			notifier.notify({ severity: "P1", title: "blocked" });
			await new Promise((resolve) =>
				addEventListener("securitypolicyviolation", (event) => event.blockedURI.includes("/alerts") && resolve(0)),
			);
			return told;
		});
		expect(seen).toEqual(["Content-Security-Policy: img-src blocked https://images.example/a.png"]);
		expect(site.asked).toHaveLength(0);
		expect(await page.evaluate(() => notifier.probe())).toMatchObject({
			channels: {
				relay: { status: "dead", detail: expect.stringContaining(`connect-src ${new URL(site.relay).origin}`) },
			},
		});
	});

	it("never come back from their own callbacks", async () => {
		const { site, page } = await watch({}, {});
		const count = await page.evaluate(async () => {
			let told = 0;
			const own = dat.createNotifier({
				relay: "/nowhere",
				onOutcome: async () => {
					throw new Error("in a callback");
				},
			});
			stopCapture();
			dat.captureErrors({
				notify: (alert) => {
					told++;
					if (told > 50) throw new Error("a loop");
					return own.notify(alert);
				},
			});
			own.notify(null as never);
			await new Promise((resolve) => setTimeout(resolve, 300));
			return told;
		});
		expect(count).toBeLessThanOrEqual(3);
		expect(site.raised).toEqual([]);
	});
});

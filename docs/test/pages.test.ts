import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { describeInChromium } from "../../tooling/describe-in-chromium.ts";
import { launchChromium } from "../../tooling/launch-chromium.ts";
import { type OpenedPage, openPage, problemsOf } from "./open-page.ts";
import { listPages, type Site, serveSite } from "./site.ts";

/** One page of each kind. */
const KINDS = [
	"/",
	"/start/",
	"/playground",
	"/how/rate-limits",
	"/recipes/python",
	"/patterns/throttle",
	"/use-cases/",
	"/reference/contract",
	"/reference/ports",
	"/reference/benchmarks",
	"/reference/comparison",
	"/reference/api/node/",
	"/reference/api/core/index/interfaces/Alert",
	"/decisions/0005-the-sending-thread",
	"/404",
];

const VISITORS = 4;

let site: Site;
let browser: Browser;

async function start(): Promise<void> {
	site = await serveSite();
	browser = await launchChromium();
}

async function stop(): Promise<void> {
	await browser?.close();
	site?.close();
}

async function open(options: BrowserContextOptions = {}): Promise<OpenedPage> {
	const context = await browser.newContext(options);
	onTestFinished(() => context.close());
	return openPage(context, site.origin);
}

/** How a visitor comes to a page. */
type Come = (page: Page, path: string) => Promise<unknown>;

/** From elsewhere: all of the page is loaded. */
const load: Come = (page, path) => page.goto(site.origin + path);

/** By a link of the page before, which fetches the page's own part only; the first one from elsewhere. */
const follow: Come = async (page, path) => {
	const isFirst = page.url() === "about:blank";
	await (isFirst ? load(page, path) : page.evaluate(clickLink, path));
	// VitePress names the shown page so.
	await page.locator(`.vp-doc.${path.replace(/[./]+/g, "_")}`).waitFor();
};

/** Runs in the page. */
function clickLink(href: string): void {
	const link = document.createElement("a");
	link.href = href;
	document.querySelector("main")?.append(link);
	link.click();
	link.remove();
}

/** Each of these pages, some at a time: most of a visit is waiting. */
async function walk(
	paths: readonly string[],
	{ come = load, ...options }: BrowserContextOptions & { readonly come?: Come },
	look: (opened: OpenedPage, path: string) => Promise<void>,
): Promise<void> {
	const left = paths.values();
	const visitor = async (): Promise<void> => {
		const opened = await open(options);
		for (const path of left) {
			await come(opened.page, path);
			await look(opened, path);
		}
	};
	await Promise.all(Array.from({ length: VISITORS }, visitor));
}

describeInChromium("the site", () => {
	beforeAll(start);
	afterAll(stop);

	const isOfApi = (path: string): boolean => path.startsWith("/reference/api/");
	const pages = listPages();

	// All pages of the API are made by one program.
	it.each([
		["it is told by hand", pages.filter((path) => !isOfApi(path)), load],
		["it is made of our types", pages.filter(isOfApi), follow],
	])("has no error, dead anchor or request to anywhere else, and fits on a phone, where %s", async (_, paths, come) => {
		const look = async ({ page, wrong }: OpenedPage, path: string): Promise<void> => {
			await page.locator("main, .VPHome").first().waitFor();
			const dead = await page
				.locator("main a[href^='#']")
				.evaluateAll((links) =>
					links
						.map((link) => decodeURIComponent((link as HTMLAnchorElement).hash.slice(1)))
						.filter((id) => id !== "" && !document.getElementById(id)),
				);
			const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect({ path, wrong, dead, tooWide }).toEqual({ path, wrong: [], dead: [], tooWide: 0 });
		};
		expect(paths.length).toBeGreaterThan(20);
		await walk(paths, { come, viewport: { width: 390, height: 844 } }, look);
	});

	it.each(["light", "dark"] as const)("has nothing that axe objects to, when it is %s", async (colorScheme) => {
		await walk(KINDS, { colorScheme }, async ({ page }, path) => {
			await page.waitForLoadState("networkidle");
			expect({ path, problems: await problemsOf(page) }).toEqual({ path, problems: [] });
		});
	});

	it("finds what is searched for", async () => {
		const { page, wrong } = await open();
		await page.goto(`${site.origin}/start/`);
		await page.getByRole("button", { name: "Search" }).click();
		await page.getByRole("searchbox").fill("parks the lane");
		await page.locator("#localsearch-list a").first().click();
		await page.waitForURL(/rate-limits/);
		expect(wrong).toEqual([]);
	});
});

describeInChromium("the parts of pages that compute", () => {
	beforeAll(start);
	afterAll(stop);

	it("has a playground that shows an alert as Discord would, says why, and writes it as code", async () => {
		const { page, wrong } = await open();
		await page.goto(`${site.origin}/playground`);
		await page.getByLabel("Title").fill("Disk full");
		await page.getByRole("combobox", { name: /^Severity/ }).selectOption("P2");
		const token = ["ghp_", "a1B2".repeat(9)].join("");
		await page.getByLabel("Description").fill(`@here the token is ${token}`);
		await page.locator(".screen").getByText("P2 · Disk full").waitFor();
		const said = page.locator(".explanations");
		await said.getByText("P2 goes to info").waitFor();
		await said.getByText("a secret in the description was taken out").waitFor();
		await said.getByText("pings nobody; the mention in your text pings nobody").waitFor();
		await page.getByRole("button", { name: "Python" }).click();
		await page.locator(".code").getByText('notifier.notify(Alert("P2", "Disk full"').waitFor();
		await page.getByRole("button", { name: "curl" }).click();
		const wire = page.locator(".code").getByText('"allowed_mentions"');
		await wire.waitFor();
		expect(await wire.textContent()).not.toContain(token);
		expect(wrong).toEqual([]);
	});

	it("has a simulation that computes: a storm of equal alerts costs a handful of messages", async () => {
		const { page, wrong } = await open();
		await page.goto(`${site.origin}/how/rate-limits`);
		await page.getByRole("combobox", { name: /^They are/ }).selectOption({ label: "all equal: a storm" });
		const figure = (name: string) => page.locator(".figures div", { hasText: name }).locator("dd");
		await figure("suppressed").getByText("597").waitFor();
		expect(Number(await figure("messages").textContent())).toBeLessThan(8);
		expect(await figure("the P0 in the middle took").textContent()).toMatch(/^0\.\d+ s$/);
		expect(wrong).toEqual([]);
	});
});

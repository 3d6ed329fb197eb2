import type { Arrival, PageMessage } from "./arrival.ts";
import { byId, element } from "./element.ts";
import { renderMessage, renderRefusal } from "./render-message.ts";

/** The page stays fluid: older rows leave it, the ledger keeps them. */
const MOST_ROWS = 300;

interface Row {
	readonly channel: string;
	readonly node: HTMLElement;
	readonly text: string;
}

const rows: Row[] = [];
const counts = new Map<string, number>();
const gauges = new Map<string, { readonly channel: string; readonly limit: number; readonly remaining: number }>();
const totals = { requests: 0, stored: 0, refused: 0, limited: 0 };
let current = new URLSearchParams(location.search).get("channel") ?? "alerts";
let isDrawn = true;

function arrive(arrival: Arrival): void {
	const { entry, message } = arrival;
	const channel = entry.channel ?? "elsewhere";
	const isRefused = entry.status === 0 || entry.status >= 400;
	count(arrival, channel, isRefused);
	const show = (): void => detail(arrival);
	const refusal = isRefused ? renderRefusal(arrival, show) : undefined;
	const node = message ? renderMessage(message, arrival, show) : refusal;
	if (node) rows.push({ channel, node, text: `${node.textContent}`.toLowerCase() });
	if (rows.length > MOST_ROWS * 5) rows.splice(0, MOST_ROWS);
	draw();
}

function count({ entry, message }: Arrival, channel: string, isRefused: boolean): void {
	totals.requests++;
	if (message) {
		totals.stored++;
		counts.set(channel, (counts.get(channel) ?? 0) + 1);
	} else if (isRefused) totals[entry.status === 429 ? "limited" : "refused"]++;
	const limit = entry.responseHeaders["x-ratelimit-limit"];
	if (limit === undefined || !entry.webhookId) return;
	gauges.set(entry.webhookId, {
		channel,
		limit: Number(limit),
		remaining: Number(entry.responseHeaders["x-ratelimit-remaining"]),
	});
}

function draw(): void {
	if (!isDrawn) return;
	isDrawn = false;
	requestAnimationFrame(() => {
		isDrawn = true;
		const feed = byId("feed");
		const isAtEnd = feed.scrollHeight - feed.scrollTop - feed.clientHeight < 80;
		const query = (byId("search") as HTMLInputElement).value.toLowerCase(); // the page's own input
		const shown = rows.filter(({ channel, text }) => channel === current && text.includes(query)).slice(-MOST_ROWS);
		feed.replaceChildren(
			...(shown.length > 0
				? shown.map(({ node }) => node)
				: [element("li", { class: "empty" }, "Nothing here yet. Raise an alert and it appears.")]),
		);
		if (isAtEnd) feed.scrollTop = feed.scrollHeight;
		drawSide();
	});
}

function drawSide(): void {
	byId("title").textContent = `# ${current}`;
	byId("counts").textContent =
		`${totals.requests} requests · ${totals.stored} stored · ${totals.limited} × 429 · ${totals.refused} refused`;
	byId("channels").replaceChildren(
		...[...counts].map(([channel, count]) => {
			const button = element(
				"button",
				{ type: "button", "aria-current": String(channel === current) },
				`# ${channel}`,
				element("b", {}, String(count)),
			);
			button.addEventListener("click", () => {
				current = channel;
				draw();
			});
			return element("li", {}, button);
		}),
	);
	byId("gauges").replaceChildren(
		...[...gauges.values()].map(({ channel, limit, remaining }) =>
			element(
				"label",
				{},
				`${channel}: ${remaining} of ${limit} left`,
				element("meter", { min: "0", max: String(limit), value: String(remaining), low: "1.5" }),
			),
		),
	);
}

function detail({ entry }: Arrival): void {
	const dialog = byId("detail") as HTMLDialogElement; // the page's own dialog
	const part = (title: string, value: unknown): Node[] => [
		element("h2", {}, title),
		element("pre", {}, typeof value === "string" ? value : JSON.stringify(value, null, 2)),
	];
	const close = element("button", { type: "button" }, "Close");
	close.addEventListener("click", () => dialog.close());
	dialog.replaceChildren(
		close,
		...part(`${entry.method} ${entry.path}`, entry.body ?? ""),
		...part("Request headers", entry.headers),
		...part(`Response ${entry.status}`, entry.responseBody),
		...part("Response headers", entry.responseHeaders),
	);
	dialog.showModal();
}

async function start(): Promise<void> {
	const [webhooks, ledger, messages] = await Promise.all(
		["webhooks", "ledger", "messages"].map(async (part) => (await fetch(`/_emulator/${part}`)).json()),
	);
	for (const { channel } of webhooks) counts.set(channel, 0);
	const byMessage = new Map<string, PageMessage>(messages.map((message: PageMessage) => [message.id, message]));
	for (const entry of ledger)
		arrive({ entry, ...(byMessage.has(entry.messageId) && { message: byMessage.get(entry.messageId) }) } as Arrival); // as the server sends them
	draw();
	new EventSource("/_emulator/events").addEventListener("message", ({ data }) => arrive(JSON.parse(data)));
}

byId("search").addEventListener("input", draw);
byId("theme").addEventListener("click", () => document.documentElement.classList.toggle("light"));
byId("clear").addEventListener("click", async () => {
	await fetch("/_emulator/reset", { method: "POST" });
	rows.length = 0;
	for (const channel of counts.keys()) counts.set(channel, 0);
	Object.assign(totals, { requests: 0, stored: 0, refused: 0, limited: 0 });
	draw();
});
if (matchMedia("(prefers-color-scheme: light)").matches) document.documentElement.classList.add("light");
void start();

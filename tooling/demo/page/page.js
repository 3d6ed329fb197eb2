// What a page of a shop would do: a notifier, captured errors, and buttons to try both.
const { captureErrors, createNotifier, createStore } = globalThis.dat;
const find = (id) => document.getElementById(id);

/** Lines that wait for their outcome, by alert, and those that count what was held back, by title. */
const waiting = new Map();
const heldBack = new Map();
const notifier = createNotifier({ relay: "/alerts", store: createStore(), onOutcome: show });
captureErrors({ notify: raise });

function raise(alert) {
	const receipt = notifier.notify(alert);
	if (receipt.state === "queued") waiting.set(receipt.id, addLine(alert.title, "on its way"));
	else if (receipt.reason === "throttled") countHeldBack(alert.title.replace(/\d{5,}/, "…"));
	else addLine(alert.title, receipt.reason);
	return receipt;
}

function addLine(title, text) {
	const line = document.createElement("li");
	const ending = document.createElement("strong");
	line.append(title, ending);
	ending.textContent = text;
	find("outcomes").prepend(line);
	return ending;
}

/** A storm is one line. */
function countHeldBack(title) {
	const held = heldBack.get(title) ?? { ending: addLine(title, ""), count: 0 };
	heldBack.set(title, held);
	held.ending.textContent = `${(++held.count).toLocaleString("en")} held back here`;
}

function show({ id, status, reason, via }) {
	showStats();
	if (status === "suppressed" && !waiting.has(id)) return;
	const ending = waiting.get(id) ?? addLine("From an earlier visit", "");
	waiting.delete(id);
	if (status === "delivered") ending.textContent = via ? "taken by the relay" : "in Discord";
	else ending.textContent = `${status}: ${reason}`;
}

function showStats() {
	find("stats").textContent = Object.entries(notifier.stats())
		.filter(([, count]) => typeof count === "number" && count > 0)
		.map(([name, count]) => `${count.toLocaleString("en")} ${name}`)
		.join(" · ");
}

new EventSource("/received").onmessage = ({ data }) => {
	const items = JSON.parse(data).map(({ title, channel }) => {
		const item = document.createElement("li");
		const where = document.createElement("strong");
		item.append(title, where);
		where.textContent = `#${channel}`;
		return item;
	});
	find("received").replaceChildren(...items);
	find("none").hidden = items.length > 0;
};

find("raise").onclick = () =>
	raise({
		severity: "P1",
		title: "Checkout failed",
		description: "The card was **declined** twice",
		fields: { step: "payment" },
	});
find("throw").onclick = () => {
	throw new TypeError("cart.items is undefined", { cause: new Error("GET /cart: 502") });
};
find("reject").onclick = () => void Promise.reject(new Error("the payment form did not load"));
find("storm").onclick = () => {
	for (let index = 0; index < 10_000; index++)
		raise({ severity: "P2", title: `Image ${100_000 + index} did not load` });
};
find("close").onclick = () => void open("/?closing", "_blank", "popup,width=420,height=320");
find("offline").onclick = async () => {
	const isOffline = find("offline").getAttribute("aria-pressed") !== "true";
	await fetch("/network", { method: "POST", body: isOffline ? "off" : "on" });
	showNetwork(isOffline);
	if (!isOffline) await notifier.flush();
};

function showNetwork(isOffline) {
	find("offline").setAttribute("aria-pressed", String(isOffline));
	find("offline").querySelector("strong").textContent = isOffline ? "Go online" : "Go offline";
	find("network").hidden = !isOffline;
}

// A reload finds the network as it was left.
fetch("/network")
	.then((answer) => answer.text())
	.then((network) => showNetwork(network === "off"));

if (new URLSearchParams(location.search).has("closing")) {
	document.querySelector("h1").textContent = "I raise my last words, and close";
	addEventListener("pagehide", () => raise({ severity: "P1", title: "Last words of a page that closed" }));
	setTimeout(() => close(), 800);
}

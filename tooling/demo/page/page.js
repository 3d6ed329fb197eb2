// What a page of a shop would do: a notifier, captured errors, and buttons to try both.
const { captureErrors, createNotifier, createStore } = globalThis.dat;
const find = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);

const titles = new Map();
const notifier = createNotifier({ relay: "/alerts", store: createStore(), onOutcome: show });
captureErrors({ notify: raise });

function raise(alert) {
	const receipt = notifier.notify(alert);
	if (receipt.state === "queued") titles.set(receipt.id, alert.title);
	return receipt;
}

/** One line per outcome, the newest first; a storm is one line. */
function show({ id, status, reason, via }) {
	find("stats").textContent = Object.entries(notifier.stats())
		.filter(([, count]) => typeof count === "number" && count > 0)
		.map(([name, count]) => `${name} ${count}`)
		.join(" · ");
	if (status === "suppressed") return;
	const line = document.createElement("li");
	const ending = document.createElement("strong");
	line.append(titles.get(id) ?? "From an earlier visit", ending);
	ending.textContent = [status, reason ?? (via ? `by the ${via}` : "in Discord")].join(", ");
	find("outcomes").prepend(line);
}

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
find("offline").onclick = async ({ currentTarget: button }) => {
	const isOffline = button.getAttribute("aria-pressed") !== "true";
	await fetch("/network", { method: "POST", body: isOffline ? "off" : "on" });
	button.setAttribute("aria-pressed", String(isOffline));
	button.textContent = isOffline ? "Go online" : "Go offline";
	find("network").hidden = !isOffline;
	if (!isOffline) await notifier.flush();
};

if (asked.has("closing")) {
	addEventListener("pagehide", () => raise({ severity: "P1", title: "Last words of a page that closed" }));
	setTimeout(() => close(), 800);
}

// Fills go to trades in blue; the kill switch is a P0.
import { createNotifier } from "@dat/node";

const notifier = createNotifier({ username: "desk" });

export function onFill({ side, symbol, quantity, price }) {
	notifier.notify({ severity: "P3", trade: true, title: `${side} ${quantity} ${symbol}`, fields: { price } });
}

export async function onDrawdown(percent) {
	if (percent < 5) return;
	const outcome = await notifier.send(
		{ severity: "P0", title: `Drawdown ${percent} %: trading halted` },
		{ timeoutMs: 5000 },
	);
	if (outcome.status !== "delivered") console.error("nobody was told", outcome); // halt anyway
}

onFill({ side: "BUY", symbol: "BTC", quantity: 0.5, price: "96,120" });
await onDrawdown(7);
await notifier.close();

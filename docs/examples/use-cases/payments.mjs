// A checkout that tells what its people have to know, and nothing about its customers.
import { createNotifier } from "@dat/node";

const notifier = createNotifier({ username: "payments", scrub: [/\b\d{13,19}\b/g] }); // card numbers, on top of the usual

export function onChargeFailed(error, { orderId, attempt }) {
	// One key for all orders: numbers in titles are masked, and the summary tells how many there were.
	notifier.notify({ severity: attempt > 2 ? "P1" : "P2", title: `Charge of order ${orderId} failed`, error });
}

export function onProviderDown(status) {
	notifier.notify({
		severity: "P0",
		title: "Payments down",
		fields: { provider: "stripe", status },
		key: "payments down",
	});
}

onChargeFailed(new Error("card 4242424242424242 declined"), { orderId: 47_111, attempt: 3 });
onProviderDown(503);
await notifier.close();

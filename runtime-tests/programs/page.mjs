/** Raises the alert in a page, and tells the page's server how it ended. */
export async function raise({ captureErrors, createNotifier, createStore }) {
	const notifier = createNotifier({ relay: "/alerts", store: createStore() });
	captureErrors(notifier);
	const outcome = await notifier.send({
		severity: "P1",
		title: "from a real runtime",
		description: `the webhook is ${new URLSearchParams(location.search).get("webhook")}`,
	});
	const told = JSON.stringify({ ...outcome, isFlushed: await notifier.flush(5000) });
	await fetch("/told", { method: "POST", body: told });
}

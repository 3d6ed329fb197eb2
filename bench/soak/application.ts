// A server that raises alerts of all kinds through @dat/node, with its thread and a spool, until it is told to stop; then it
// waits for what is left and tells how each alert that has a name of its own ended. Started by `run.ts`.
import { type Alert, createNotifier, type Outcome, type Receipt, type Severity } from "@dat/node";

const TICK_MS = 200;
/** Of alerts with one key; the throttle lets three pass. */
const STORM = 2000;
const STORM_EVERY_TICKS = 50;
const FLUSH_MS = 240_000;
const SEVERITIES: readonly Severity[] = ["P3", "P2", "P2", "P1", "DEV"];

const [spool = ""] = process.argv.slice(2);
const names = new Map<string, string>();
/** Ended before `notify` returned, which gives the id. */
const early = new Map<string, Outcome>();
/** Given up by a full queue: they stay in the spool and are raised again when there is room. */
const evicted = new Set<string>();
let isRaising = false;
let [calls, again] = [0, 0];
const notifier = createNotifier({ spool, pacing: false, onOutcome: end });
let tick = 0;
const timer = setInterval(raise, TICK_MS);

process.on("message", async () => {
	clearInterval(timer);
	const isFlushed = await notifier.flush(FLUSH_MS);
	const { raised, delivered, suppressed, dropped, pending } = notifier.stats();
	await notifier.close();
	const { size } = evicted;
	process.send?.({ stats: { raised, delivered, suppressed, dropped, pending }, isFlushed, calls, again, left: size });
	// The last sample tells what ended last.
	setTimeout(() => process.disconnect(), 1500);
});

function raise(): void {
	tick++;
	const severity = SEVERITIES[tick % SEVERITIES.length] ?? "P2";
	named({ severity, description: "x".repeat((tick * 37) % 3000) });
	if (tick % 25 === 0)
		named({ severity: "P0", mention: [], error: new Error("the pool is exhausted", { cause: "db" }) });
	if (tick % 10 === 0) named({ severity: "P2", files: [{ name: "log.txt", data: "line\n".repeat(2000) }] });
	if (tick % STORM_EVERY_TICKS === 0)
		for (let index = 0; index < STORM; index++) notify({ severity: "P2", title: "one of a storm", key: "storm" });
	if (tick % (2 * STORM_EVERY_TICKS) === 0)
		for (let index = 0; index < STORM; index++)
			notify({ severity: "DEV", title: `flood ${index}`, key: `${tick} ${index}` });
}

function notify(alert: Alert): Receipt {
	calls++;
	isRaising = true;
	const receipt = notifier.notify(alert);
	isRaising = false;
	return receipt;
}

/** Raises an alert that is looked for in Discord. */
function named(alert: object): void {
	const name = `soak-app-${tick}-${names.size}`;
	const { id } = notify({ severity: "P2", title: name, key: name, ...alert });
	const outcome = early.get(id);
	early.clear();
	names.set(id, name);
	if (outcome) end(outcome);
}

function end(outcome: Outcome): void {
	const name = names.get(outcome.id);
	const isEvicted = outcome.status === "dropped" && outcome.reason === "overflow";
	if (isRaising) early.set(outcome.id, outcome);
	else if (evicted.delete(outcome.id)) again++;
	if (isEvicted && !isRaising) evicted.add(outcome.id);
	if (name)
		process.send?.({ ended: { name, status: outcome.status, isMaybe: "maybeDelivered" in outcome, isEvicted } });
}

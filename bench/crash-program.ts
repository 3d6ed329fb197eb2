// Raises 200 alerts, the last of them a P0, and dies: node crash-program.ts <way> <thread: on|off> [spool].
import { createNotifier } from "@dat/node";

const [way = "", thread, spool] = process.argv.slice(2);
const notifier = createNotifier({
	pacing: false,
	throttle: false,
	flushOnExit: 60_000,
	queue: { thread: thread === "on" },
	...(spool && { spool }),
});
const recurse = (): number => recurse() + 1;
const boom = (): never => {
	throw new Error("nobody caught this");
};

/** How a process can end; `wait` is the next start, which only delivers what was left. */
const WAYS: Readonly<Record<string, () => unknown>> = {
	wait: () => stay(() => {}),
	"natural end": () => {},
	"process.exit()": () => process.exit(3),
	"uncaught exception, sync": boom,
	"uncaught exception, async": () => setTimeout(boom, 1),
	"unhandled rejection": () => Promise.reject(new Error("nobody caught this")),
	"stack overflow": recurse,
	SIGTERM: () => stay(() => process.kill(process.pid, "SIGTERM")),
	SIGINT: () => stay(() => process.kill(process.pid, "SIGINT")),
	"endless loop": () => {
		for (;;);
	},
	"process.abort()": () => process.abort(),
	SIGKILL: () => process.kill(process.pid, "SIGKILL"),
};

function stay(then: () => void): void {
	setInterval(() => {}, 1000);
	setTimeout(then, 1);
}

if (way !== "wait")
	for (let index = 0; index < 200; index++)
		notifier.notify({ severity: index === 199 ? "P0" : "P1", title: `alert ${index}`, description: "the text of it" });
WAYS[way]?.();

import { setTimeout as sleep } from "node:timers/promises";
import { ALERT, type Case, type Step } from "../case.ts";
import { now } from "../stage/stage.ts";
import { Broken, Fallen, silent } from "./broken.ts";
import { type Conversation, startConversation, tail } from "./conversation.ts";
import type { Outcome } from "./outcome.ts";
import type { Cast } from "./play.ts";
import { watchHeld } from "./play-once.ts";
import type { Asked } from "./run.ts";
import { QUICK } from "./settings.ts";

/** L2 and L3: a process that is talked to. A case without steps is one `send`. */
export async function playSteps(cast: Cast): Promise<void> {
	const { port, it, env, seen, patienceMs } = cast;
	const conversation = startConversation(port.run, { cwd: port.folder, env, timeoutMs: patienceMs });
	const { process } = conversation;
	try {
		const talk: Talk = { ...cast, conversation, open: [] };
		await begin(talk);
		const watching = watchHeld(cast, process);
		for (const step of stepsOf(it)) await STEPS[step.do](step as never, talk);
		await Promise.all(talk.open);
		await watching;
		if (it.steps === undefined) seen.outcome = seen.asked.find(({ as }) => as === "outcome")?.result as Outcome;
		if (!seen.exit) await end(talk);
	} finally {
		process.destroy();
		Object.assign(seen, { stdout: process.stdout, stderr: process.stderr });
	}
}

interface Talk extends Cast {
	readonly conversation: Conversation;
	/** Commands whose replies nobody waited for yet. */
	readonly open: Promise<void>[];
}

async function begin(talk: Talk): Promise<void> {
	const { error } = await ask(talk, { as: "start", cmd: "start", fields: { protocol: 1 } }).catch((error: Error) => {
		throw new Broken(error.message); // a port that does not even start fails no requirement
	});
	if (error !== undefined) throw new Broken(`it answered "start" for protocol 1 with an error: ${error}`);
	if (talk.it.steps?.[0]?.do !== "configure") await configure(talk, {});
}

function configure({ it, scene, ...talk }: Talk, more: object, as = "configure"): Promise<Asked> {
	const webhooks = Object.fromEntries((it.webhooks ?? ["default"]).map((name) => [name, `$[url ${name}]`]));
	return ask({ it, scene, ...talk }, { as, cmd: "configure", fields: { webhooks, ...QUICK, ...it.settings, ...more } });
}

function stepsOf({ steps, alert = ALERT, sendTimeoutMs }: Case): readonly Step[] {
	return steps ?? [{ do: "send", alert, as: "outcome", ...(sendTimeoutMs && { timeoutMs: sendTimeoutMs }) }];
}

/** Sends a command, and notes it with its reply. */
async function ask(
	{ conversation, scene, seen }: Talk,
	{ as, cmd, fields = {} }: { readonly as: string; readonly cmd: string; readonly fields?: object },
): Promise<Asked> {
	const filled = scene.fill(fields) as { readonly alert?: NonNullable<Asked["alert"]> };
	const asked: Asked = { as, cmd, ...(filled.alert && { alert: filled.alert }), askedMs: now() };
	seen.asked = [...seen.asked, asked];
	const { id: _, ...reply } = await conversation.ask(cmd, filled);
	return Object.assign(asked, { repliedMs: now() }, reply);
}

async function maybeWait(talk: Talk, asking: Promise<Asked>, wait?: false): Promise<void> {
	const asked = asking.then(() => {});
	talk.open.push(asked);
	asked.catch(() => {}); // heard when the open ones are awaited
	if (wait !== false) await asked;
}

type Play = { readonly [Kind in Step["do"]]: (step: Extract<Step, { do: Kind }>, talk: Talk) => Promise<unknown> };

const STEPS: Play = {
	configure: (step, talk) => ask(talk, { as: step.as ?? "configure", cmd: "configure", fields: step.with }),
	send: ({ alert, as, wait, timeoutMs }, talk) =>
		maybeWait(talk, ask(talk, { as, cmd: "send", fields: { alert, ...(timeoutMs && { timeoutMs }) } }), wait),
	notify: async ({ alert, as = "notify", times = 1, everyMs = 0 }, talk) => {
		const asking: Promise<Asked>[] = [];
		for (let n = 1; n <= times; n++) {
			const numbered = JSON.parse(JSON.stringify(alert).replaceAll("{n}", String(n)));
			asking.push(ask(talk, { as, cmd: "notify", fields: { alert: numbered } }));
			if (everyMs > 0) await sleep(everyMs);
		}
		await Promise.all(asking);
	},
	flush: ({ timeoutMs, as, wait }, talk) =>
		maybeWait(talk, ask(talk, { as, cmd: "flush", fields: { timeoutMs } }), wait),
	close: ({ timeoutMs, as, wait }, talk) =>
		maybeWait(talk, ask(talk, { as, cmd: "close", fields: { timeoutMs } }), wait),
	stats: ({ as }, talk) => ask(talk, { as, cmd: "stats" }),
	inspect: ({ as }, talk) => ask(talk, { as, cmd: "inspect" }),
	probe: ({ as }, talk) => ask(talk, { as, cmd: "probe" }),
	settle: (_, { open }) => Promise.all(open),
	arrive: async ({ at, count }, { scene, patienceMs }) => {
		const arrived = (): number => scene.stage.exchanges.filter(({ to }) => to === at).length;
		if (!(await scene.stage.until(() => arrived() >= count, patienceMs)))
			throw silent(`${arrived()} of ${count} requests reached "${at}" within ${Math.round(patienceMs / 1000)} s`);
	},
	release: async ({ at }, { scene }) => scene.stage.release(at),
	pause: ({ ms }) => sleep(ms),
	terminate: async (_, talk) => {
		talk.conversation.process.signal("SIGTERM");
		await awaitExit(talk, "SIGTERM");
	},
};

async function end(talk: Talk): Promise<void> {
	await ask(talk, { as: "stop", cmd: "stop" }).catch((error: Error) => {
		throw error instanceof Fallen && talk.conversation.process.broken === undefined
			? new Broken(`it did not answer "stop": ${error.message}`)
			: error;
	});
	await awaitExit(talk, '"stop"').catch((error: Error) => {
		throw new Broken(error.message);
	});
}

async function awaitExit({ conversation: { process }, seen, patienceMs }: Talk, after: string): Promise<void> {
	const exit = await Promise.race([process.exit, sleep(patienceMs, undefined, { ref: false })]);
	if (!exit) throw silent(`it had not ended ${Math.round(patienceMs / 1000)} s after ${after}${tail(process.stderr)}`);
	seen.exit = exit;
}

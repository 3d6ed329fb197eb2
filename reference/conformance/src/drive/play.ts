import type { Case } from "../case.ts";
import { now } from "../stage/stage.ts";
import { Broken, Fallen } from "./broken.ts";
import { toEnvironment } from "./environment.ts";
import { lagSince } from "./lag.ts";
import { playOnce } from "./play-once.ts";
import { playSteps } from "./play-steps.ts";
import type { Port } from "./port.ts";
import type { Run } from "./run.ts";
import { openScene, type Scene } from "./scene.ts";
import { QUICK, toVariables } from "./settings.ts";
import { listFiles, readWritten } from "./written.ts";

/** How a case is played. */
export interface PlayOptions {
	/** How long the port may be silent, ms, scripted waits included. */
	readonly patienceMs: number;
}

/** What a way of playing adds to the run. */
export type Played = Pick<Run, "asked" | "outcome" | "exit" | "stdout" | "stderr" | "args">;

/** What a way of playing works with. */
export interface Cast extends PlayOptions {
	readonly port: Port;
	readonly it: Case;
	readonly scene: Scene;
	readonly env: NodeJS.ProcessEnv;
	/** What was seen so far, so that it is known also when the case breaks off. */
	readonly seen: { -readonly [Key in keyof Played]: Played[Key] };
}

/** Plays one case in a process of its own. Never rejects for what a port does. */
export async function play(port: Port, it: Case, options: PlayOptions): Promise<Run> {
	await using scene = await openScene(it);
	const startedMs = now();
	const startedAt = new Date();
	const seen: Cast["seen"] = { asked: [], outcome: undefined, exit: undefined, stdout: "", stderr: "", args: [] };
	const cast: Cast = { ...options, port, it, scene, env: environmentOf(port, it, scene), seen };
	const trouble = await (port.level < "L2" ? playOnce(cast) : playSteps(cast)).then(() => undefined, toTrouble);
	return {
		level: port.level,
		...seen,
		exchanges: scene.stage.exchanges,
		webhooks: [...scene.stage.webhooks.values()],
		files: await listFiles(scene.temporary),
		written: await readWritten(port.folder, scene.temporary, startedAt),
		strays: scene.strays,
		startedMs,
		endedMs: now(),
		lagMs: lagSince(startedMs),
		isCountable: (it.settings?.timeoutMs ?? 10_000) >= 5_000 && !JSON.stringify(it.urls ?? {}).includes("$[deaf]"),
		maxAttempts: it.settings?.maxAttempts ?? port.maxAttempts,
		fallen: trouble instanceof Fallen ? trouble : undefined,
		broken: trouble instanceof Broken ? trouble.message : undefined,
	};
}

function toTrouble(error: unknown): Broken | Fallen {
	if (error instanceof Broken || error instanceof Fallen) return error;
	throw error;
}

/** The webhook, the base and the knobs as variables; from L2 on `configure` says all but the base. */
function environmentOf(
	port: Port,
	{ env = {}, settings, underTest }: Case,
	{ fill, temporary }: Scene,
): NodeJS.ProcessEnv {
	const isSnippet = port.level < "L2";
	return toEnvironment(
		fill({
			DISCORD_API_BASE: "$[base]",
			TMPDIR: temporary,
			...(isSnippet && { DISCORD_WEBHOOK: "$[url default]", ...toVariables({ ...QUICK, ...settings }) }),
			...(underTest && port.testGuard),
			...env,
		}),
		port,
	);
}

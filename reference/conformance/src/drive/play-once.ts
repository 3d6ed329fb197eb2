import { setTimeout as sleep } from "node:timers/promises";
import { ALERT } from "../case.ts";
import { Broken, ended, silent } from "./broken.ts";
import { tail } from "./conversation.ts";
import { findFamily } from "./family.ts";
import { type Outcome, whatIsWrongWithOutcome } from "./outcome.ts";
import type { Cast } from "./play.ts";
import { type PortProcess, startProcess } from "./process.ts";

/** L0 and L1: a process that sends one alert and ends. */
export async function playOnce(cast: Cast): Promise<void> {
	const { port, it, scene, env, seen, patienceMs } = cast;
	const process = startProcess(port.run, { cwd: port.folder, env });
	if (port.level === "L1") process.write(JSON.stringify(scene.fill(it.alert ?? ALERT)));
	process.endInput();
	const watching = watchHeld(cast, process);
	const exit = await Promise.race([process.exit, sleep(patienceMs, undefined, { ref: false })]);
	process.destroy();
	await watching;
	Object.assign(seen, { exit, stdout: process.stdout, stderr: process.stderr });
	if (process.broken) throw process.broken;
	if (!exit) throw silent(`it had not ended after ${Math.round(patienceMs / 1000)} s${tail(process.stderr)}`);
	seen.outcome = port.level === "L0" ? readExit(exit.code) : readOutcome(process, exit.code);
}

function readExit(code: number | null): Outcome {
	return { status: code === 0 ? "delivered" : "dropped" };
}

function readOutcome({ stdout, stderr }: PortProcess, code: number | null): Outcome {
	const line = stdout.trimEnd().split("\n").at(-1) ?? "";
	let outcome: Outcome | undefined;
	try {
		outcome = JSON.parse(line);
	} catch {
		// Said below, with what was there instead.
	}
	if (outcome === undefined && code !== 0) throw ended(`it ended with exit code ${code} and no outcome${tail(stderr)}`);
	const wrong = outcome === undefined ? "it is not JSON" : whatIsWrongWithOutcome(outcome);
	if (outcome === undefined || wrong)
		throw new Broken(`the last line of stdout is no outcome: ${wrong}\n    ${line.slice(0, 300) || "(nothing)"}`);
	const expected = outcome.status === "delivered" || outcome.status === "suppressed" ? [0] : [1, 2];
	if (!expected.includes(code ?? -1))
		throw new Broken(`it ended with exit code ${code}, but "${outcome.status}" means ${expected.join(" or ")}`);
	return outcome;
}

/** While an answer is held back, the arguments of all its processes can be read, as any user of the machine could. */
export async function watchHeld({ it, scene, seen, patienceMs }: Cast, { mark }: PortProcess): Promise<void> {
	const isHeld = it.steps === undefined && it.arms?.["default"]?.some(({ wire }) => wire === "hold");
	if (!isHeld || !(await scene.stage.until(() => scene.stage.exchanges.length > 0, patienceMs))) return;
	seen.args = findFamily(mark).map(({ args }) => args);
	scene.stage.release("default");
}

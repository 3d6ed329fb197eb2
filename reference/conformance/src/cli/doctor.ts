import { readdirSync } from "node:fs";
import { readManifest } from "../drive/manifest.ts";
import { whatIsMissing } from "../drive/prepare.ts";
import { openStage } from "../stage/stage.ts";

/** `doctor`: what of the machine the kit and the ports need, a line each; 0 when nothing is missing. */
export async function doctor(manifests: readonly string[]): Promise<number> {
	const found = [await listens(), seesProcesses(), ...manifests.map(hasToolchain)];
	for (const { what, wrong } of found)
		console.log(`${wrong ? "missing" : "ok     "} ${what}${wrong ? `: ${wrong}` : ""}`);
	return found.some(({ wrong }) => wrong) ? 2 : 0;
}

interface Finding {
	readonly what: string;
	readonly wrong?: string | undefined;
}

async function listens(): Promise<Finding> {
	const what = "a server on loopback";
	try {
		const stage = await openStage({ webhooks: ["default"], hasBucket: false });
		const webhook = stage.webhooks.get("default");
		const answer = await fetch(`${stage.origin}/api/v10/webhooks/${webhook?.id}/${webhook?.token}`);
		await stage.close();
		return { what, wrong: answer.ok ? undefined : `it answered ${answer.status}` };
	} catch (error) {
		return { what, wrong: String(error) };
	}
}

function seesProcesses(): Finding {
	const what = "the arguments of processes (for DAT-SEC-04)";
	try {
		readdirSync("/proc/self");
		return { what };
	} catch {
		return { what, wrong: "there is no /proc; that case passes without having seen anything" };
	}
}

function hasToolchain(path: string): Finding {
	const port = readManifest(path);
	return { what: `the toolchain of ${port.name}`, wrong: whatIsMissing(port) };
}

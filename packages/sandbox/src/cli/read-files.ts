import { readFile } from "node:fs/promises";
import { readFaults } from "../admin/read-fault.ts";
import { readLimits } from "../admin/read-limits.ts";
import type { Fault } from "../fault.ts";
import { readProfile, STRICT_PROFILE } from "../profile.ts";
import type { Tuning } from "../sandbox.ts";
import { isRecord } from "../validate/scope.ts";
import { UsageError } from "./read-options.ts";

/** The tuning of a preset, or of a file. */
export async function readTuning(profile: string): Promise<Tuning> {
	if (profile === "default") return {};
	if (profile === "strict") return { profile: STRICT_PROFILE };
	return inFile("--profile", profile, (content) => {
		const unknown = Object.keys(content).find((key) => !["profile", "limits", "clockSkewMs"].includes(key));
		if (unknown !== undefined) throw new Error(`it has "${unknown}": take "profile", "limits" and "clockSkewMs"`);
		const { profile: switches, limits, clockSkewMs } = content;
		return {
			...(isRecord(switches) && { profile: readProfile(switches) }),
			...(limits !== undefined && { limits: readLimits(limits) }),
			...(typeof clockSkewMs === "number" && { clockSkewMs }),
		};
	});
}

/** The faults of each channel. */
export function readScript(path: string): Promise<ReadonlyMap<string, readonly Fault[]>> {
	return inFile(
		"--script",
		path,
		(content) => new Map(Object.entries(content).map(([channel, faults]) => [channel, readFaults(faults)])),
	);
}

async function inFile<Value>(
	option: string,
	path: string,
	read: (content: Readonly<Record<string, unknown>>) => Value,
): Promise<Value> {
	try {
		const content: unknown = JSON.parse(await readFile(path, "utf8"));
		if (!isRecord(content)) throw new Error("it must hold a JSON object");
		return read(content);
	} catch (error) {
		throw new UsageError(`${option} ${path}: ${error instanceof Error ? error.message : String(error)}`);
	}
}

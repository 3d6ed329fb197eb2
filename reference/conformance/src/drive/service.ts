import { Broken } from "./broken.ts";
import { tail } from "./conversation.ts";
import { toEnvironment } from "./environment.ts";
import type { Port } from "./port.ts";
import { startProcess } from "./process.ts";

/** What the cases of a port share while they run, such as a browser: started once, because that takes seconds. */
export interface Service {
	/** Variables that it gives to every case. */
	readonly env: Readonly<Record<string, string>>;
	/** Ends it, and whatever it started. */
	stop(): void;
}

/**
 * Starts the port's service and waits for its first line, a JSON object of variables; without one there is nothing to start.
 *
 * @throws Broken when it does not come up within `patienceMs`.
 */
export async function startService({ service, folder, env, envMap }: Port, patienceMs: number): Promise<Service> {
	if (!service) return { env: {}, stop: () => {} };
	const name = `the service "${service.join(" ")}"`;
	const { promise: ready, resolve } = Promise.withResolvers<string | undefined>();
	const process = startProcess(service, { cwd: folder, env: toEnvironment({}, { env, envMap }), onLine: resolve });
	const timer = setTimeout(() => resolve(undefined), patienceMs);
	void process.exit.then(() => resolve(undefined));
	const line = await ready;
	clearTimeout(timer);
	const given = line === undefined ? undefined : parse(line);
	if (given) return { env: given, stop: process.destroy };
	process.destroy();
	const said = line === undefined ? `said nothing${tail(process.stderr)}` : `said ${line.slice(0, 200)}`;
	throw new Broken(
		`${name} ${said}; its first line is a JSON object of variables for the cases, such as {"SERVER":"ws://…"}`,
	);
}

function parse(line: string): Service["env"] | undefined {
	try {
		const value: unknown = JSON.parse(line);
		if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
		return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
	} catch {
		return undefined;
	}
}

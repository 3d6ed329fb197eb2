import type { Reply } from "../../src/discord/reply.ts";

/** An answer that refuses a message, naming these paths. */
export function refused(
	paths: readonly string[],
	status = 400,
	code: number | undefined = 50035,
): Extract<Reply, { kind: "rejected" }> {
	const errors = paths.map((path) => ({ path, message: "x" }));
	return { kind: "rejected", status, code, message: "", errors, rate: undefined };
}

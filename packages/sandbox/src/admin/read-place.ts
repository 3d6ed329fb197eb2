import type { SandboxChannel } from "../state.ts";
import { type Call, CallError } from "./call.ts";

const KINDS: readonly SandboxChannel["kind"][] = ["text", "forum", "media"];

/** The kind of a channel to make. */
export function channelKindOf({ body }: Call): SandboxChannel["kind"] {
	const kind = KINDS.find((one) => one === (body["kind"] ?? "text"));
	if (!kind) throw new CallError(400, `"kind" must be one of ${KINDS.join(", ")}`);
	return kind;
}

/** The names of a forum's tags. */
export function tagsOf({ body }: Call): readonly string[] {
	const { tags = [] } = body;
	if (!Array.isArray(tags) || tags.some((tag) => typeof tag !== "string"))
		throw new CallError(400, `"tags" must be a list of names`);
	return tags;
}

/** A boolean of the body; false when left out. */
export function isTrue({ body }: Call, key: string): boolean {
	const value = body[key] ?? false;
	if (typeof value !== "boolean") throw new CallError(400, `"${key}" must be true or false`);
	return value;
}

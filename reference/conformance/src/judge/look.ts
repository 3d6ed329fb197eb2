import type { Outcome } from "../drive/outcome.ts";
import type { Asked, Run } from "../drive/run.ts";
import type { Exchange } from "../stage/exchange.ts";

/** The POSTs to a webhook, or to all of them. */
export function posts({ exchanges }: Run, at?: string): readonly Exchange[] {
	return exchanges.filter(({ method, to }) => method === "POST" && (at === undefined || to === at));
}

/** How an alert ended: that of a step, or of the one alert. */
export function outcomeOf(run: Run, as?: string): Outcome | undefined {
	return as === undefined ? run.outcome : (replyOf(run, as)?.result as Outcome | undefined); // checked when it came
}

/** The reply to a step. */
export function replyOf({ asked }: Run, as: string): Asked | undefined {
	return asked.find((one) => one.as === as && one.repliedMs !== undefined);
}

/** The value at a path such as `embeds.0.title`. */
export function at(value: unknown, path: string): unknown {
	return path
		.split(".")
		.reduce<unknown>(
			(part, key) => (typeof part === "object" && part !== null ? (part as Record<string, unknown>)[key] : undefined),
			value,
		);
}

/** Every text within a value. */
export function textsOf(value: unknown): readonly string[] {
	if (typeof value === "string") return [value];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** All titles of a message, and its content. */
export function titlesOf({ json }: Exchange): readonly string[] {
	const embeds = at(json, "embeds");
	return Array.isArray(embeds) ? embeds.map((embed) => String(at(embed, "title") ?? "")) : [];
}

/** For a person: short, and in quotes where it is text. */
export function show(value: unknown): string {
	const text = JSON.stringify(value) ?? "nothing";
	return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

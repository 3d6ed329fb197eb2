import type { Carrier } from "../notifier/carrier.ts";
import type { ProbeReport } from "../notifier/probe.ts";

/** What the caller's thread may ask the thread that sends. */
export type Question =
	| { readonly type: "drain"; readonly timeoutMs: number }
	| { readonly type: "probe" }
	| { readonly type: "close" };

/** A question with its number, which its answer has too. */
export type Asked = Question & { readonly ask: number };

/** Does what is asked; resolves with the report of a probe, else with nothing. */
export async function answerQuestion(
	carrier: Pick<Carrier, "drain" | "probe" | "close">,
	question: Question,
): Promise<ProbeReport | undefined> {
	if (question.type === "drain") await carrier.drain(question.timeoutMs);
	if (question.type === "close") await carrier.close();
	return question.type === "probe" ? carrier.probe() : undefined;
}

import { describeError } from "../alert/describe-error.ts";
import { redactSecrets } from "../alert/scrub.ts";
import { answerRefusal, answerResults } from "./answers.ts";
import type { Origin } from "./check-origin.ts";
import type { IntakeSettings } from "./intake-options.ts";
import type { Refusal } from "./refusal.ts";
import type { RelayResult } from "./wire.ts";

/** Who is answered, and who hears of refusals. */
export interface Asker extends Pick<IntakeSettings, "tell"> {
	readonly client: string | undefined;
	readonly origin?: Origin | undefined;
}

/** Answers with what `serve` comes to. Never rejects: what it throws is a fault of ours, and told to us alone. */
export async function respond(
	{ tell, client, origin }: Asker,
	serve: () => Promise<readonly RelayResult[] | Refusal>,
): Promise<Response> {
	const served = await serve().catch(
		(error: unknown): Refusal => ({ error: "failed", detail: redactSecrets(describeError(error).headline) }),
	);
	if (!("error" in served)) return answerResults(served, origin);
	tell(served, client);
	return answerRefusal(served.error, origin);
}

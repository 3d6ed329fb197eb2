import type { Run } from "../drive/run.ts";
import type { Check, Checker, Failure } from "./check.ts";
import * as outcomes from "./checkers/outcomes.ts";
import * as payload from "./checkers/payload.ts";
import * as requests from "./checkers/requests.ts";
import * as secrets from "./checkers/secrets.ts";
import * as timing from "./checkers/timing.ts";

const CHECKERS: { readonly [Kind in Check["kind"]]: Checker<Kind> } = {
	requests: requests.requests,
	gap: timing.gap,
	bounded: requests.bounded,
	delivered: outcomes.delivered,
	"not-delivered": outcomes.notDelivered,
	told: outcomes.told,
	ends: outcomes.ends,
	lasted: timing.lasted,
	unrepeated: requests.unrepeated,
	"same-body": requests.sameBody,
	strays: requests.strays,
	path: requests.path,
	query: requests.query,
	"asked-with-wait": requests.askedWithWait,
	read: requests.read,
	"refused-or-dead": outcomes.refusedOrDead,
	"user-agent": requests.userAgent,
	pings: payload.pings,
	part: payload.part,
	cut: payload.cut,
	says: payload.says,
	"never-says": payload.neverSays,
	"left-out": payload.leftOut,
	"well-formed": payload.wellFormed,
	"even-fences": payload.evenFences,
	titles: payload.titles,
	soon: payload.soon,
	trail: payload.trail,
	"reply-while-open": timing.replyWhileOpen,
	silence: timing.silence,
	"served-before": timing.servedBefore,
	"one-at-a-time": requests.oneAtATime,
	"no-answer": requests.noAnswer,
	receipts: outcomes.receipts,
	sums: outcomes.sums,
	window: timing.window,
	"exit-seen": outcomes.exitSeen,
	"no-files": secrets.noFiles,
	"clean-files": secrets.cleanFiles,
	"clean-args": secrets.cleanArgs,
	format: payload.format,
	valid: payload.valid,
	"allowed-mentions": payload.allowedMentions,
	"no-leak": secrets.noLeak,
	"true-outcomes": outcomes.trueOutcomes,
};

/** What is wrong with a run by one check. */
export function examine(check: Check, run: Run): Failure | undefined {
	const checker = CHECKERS[check.kind] as (check: Check, run: Run) => Failure | undefined; // its own kind, by the table
	return checker(check, run);
}

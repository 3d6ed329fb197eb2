import type { Port } from "../drive/port.ts";
import type { Finding, Raw } from "./judge.ts";
import { whyLeftOut } from "./left-out.ts";

/** How a requirement stands. `-`: not asked at the port's level. */
export type Verdict = Raw | "XFAIL" | "XPASS" | "SKIP" | "-";

/** The worst first. */
const ORDER: readonly Raw[] = ["ERROR", "FAIL", "VACUOUS", "INCONCLUSIVE", "PASS"];

/** The verdict on a requirement by all that was found of it, and by what is known of the port. */
export function settleVerdict(
	id: string,
	findings: readonly Finding[],
	{ skip, knownFailing }: Pick<Port, "skip" | "knownFailing">,
): Verdict {
	if (Object.hasOwn(skip, id)) return "SKIP";
	const own = findings.filter(({ requirement }) => requirement === id);
	const worst = ORDER.find((verdict) => own.some((finding) => finding.verdict === verdict));
	const isPartial = whyLeftOut(id, { skip }) !== undefined;
	if (worst === undefined) return isPartial ? "SKIP" : "-";
	// The rest holds, but nobody asked the whole.
	if (worst === "PASS" && isPartial) return "SKIP";
	if (!knownFailing.has(id)) return worst;
	if (worst === "PASS") return "XPASS";
	return worst === "FAIL" || worst === "VACUOUS" ? "XFAIL" : worst;
}

import { CONTRACT } from "../contract/contract.ts";
import type { Requirement } from "../contract/parse-contract.ts";
import type { Finding } from "../judge/judge.ts";
import type { Verdict } from "../judge/verdict.ts";
import type { CaseResult, PortReport } from "./port-report.ts";

/** A requirement as it stands for one port, with all that was found of it. */
export interface Row {
	readonly requirement: Requirement;
	readonly verdict: Verdict;
	/** Why it is SKIP. */
	readonly reason: string | undefined;
	readonly found: readonly { readonly result: CaseResult; readonly finding: Finding }[];
}

/** The requirements that a port was asked, in the order of the contract. */
export function rowsOf({ verdicts, reasons, cases }: PortReport): readonly Row[] {
	return CONTRACT.flatMap((requirement) => {
		const verdict = verdicts[requirement.id] ?? "-";
		const found = cases.flatMap((result) =>
			result.findings
				.filter((finding) => finding.requirement === requirement.id)
				.map((finding) => ({ result, finding })),
		);
		return verdict === "-" ? [] : [{ requirement, verdict, reason: reasons[requirement.id], found }];
	});
}

/** What went wrong, in one text. */
export function tellWrong({ found }: Row): string {
	return found
		.filter(({ finding }) => finding.verdict !== "PASS")
		.map(({ result, finding }) => {
			const told = finding.failures.map(({ expected, seen }) => `expected ${expected}; seen: ${seen}`);
			return `${result.id}: ${told.join("; ") || "an answer that the case prepared was never asked for"}`;
		})
		.join("\n");
}

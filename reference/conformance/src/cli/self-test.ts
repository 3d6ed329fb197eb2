import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPort } from "../check-port.ts";
import { watchLag } from "../drive/lag.ts";
import { toBarePort } from "../drive/manifest.ts";
import { STARTERS } from "../starters/starters.ts";

const NODE = STARTERS["node"]?.code ?? "";

/** Programs whose verdict is known. */
const KNOWN: readonly {
	readonly what: string;
	readonly code: string;
	readonly only: string;
	readonly verdict: string;
}[] = [
	{ what: "a program that posts once", code: NODE, only: "DAT-REQ-01", verdict: "PASS" },
	{
		what: "one that posts twice",
		code: `${NODE}\n${NODE.replace("const response", "const again")}`,
		only: "DAT-REQ-01",
		verdict: "FAIL",
	},
	{ what: "one that does not retry", code: NODE, only: "DAT-SRV-01", verdict: "FAIL" },
	{
		what: "one that prints its URL",
		code: `console.error(process.env.DISCORD_WEBHOOK);\n${NODE}`,
		only: "DAT-SEC-01",
		verdict: "FAIL",
	},
];

/** `self-test`: whether the kit judges right on this machine. All its mutants are in the repository's own tests. */
export async function selfTest(): Promise<number> {
	watchLag();
	const folder = mkdtempSync(join(tmpdir(), "dat-self-"));
	let wrong = 0;
	for (const { what, code, only, verdict } of KNOWN) {
		const file = join(folder, "send.mjs");
		writeFileSync(file, code);
		const isWanted = ({ requirement }: { readonly requirement: string }): boolean => requirement === only;
		const port = toBarePort([process.execPath, file], "L0");
		const { verdicts } = await checkPort(port, { argument: "", isWanted, jobs: 4, timeoutScale: 1 });
		const isRight = verdicts[only] === verdict;
		if (!isRight) wrong++;
		console.log(`${isRight ? "ok    " : "WRONG "} ${what}: ${only} ${verdicts[only]}`);
	}
	rmSync(folder, { recursive: true, force: true });
	return wrong === 0 ? 0 : 2;
}

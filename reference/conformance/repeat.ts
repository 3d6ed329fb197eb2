// Runs a port again and again while all cores are busy: a case that fails now and then is a case to mend, or to take out.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { checkPort } from "./src/check-port.ts";
import { watchLag } from "./src/drive/lag.ts";
import { readManifest } from "./src/drive/manifest.ts";
import { prepare } from "./src/drive/prepare.ts";

const { values } = parseArgs({
	options: { port: { type: "string", default: "../node" }, times: { type: "string", default: "20" } },
});
const port = readManifest(values.port);
const refused = prepare(port);
if (refused) throw new Error(refused);

const burners = Array.from({ length: availableParallelism() }, () => new Worker("for (;;);", { eval: true }));
watchLag();
const bad = new Map<string, number>();
for (let round = 1; round <= Number(values.times); round++) {
	const report = await checkPort(port, { argument: values.port, isWanted: () => true, jobs: 6, timeoutScale: 4 });
	const wrong = report.cases.flatMap(({ id, findings }) =>
		findings
			.filter(({ verdict }) => verdict !== "PASS")
			.map(({ requirement, verdict }) => `${id} ${requirement} ${verdict}`),
	);
	for (const line of wrong) bad.set(line, (bad.get(line) ?? 0) + 1);
	console.log(`round ${round}: ${report.cases.length} cases, ${wrong.length} not passed`);
}
await Promise.all(burners.map((burner) => burner.terminate()));
for (const [line, count] of bad) console.log(`${count} of ${values.times}: ${line}`);
process.exitCode = bad.size === 0 ? 0 : 1;

// Sums the reports of all suites and prints the closing line.
import { existsSync, globSync, readFileSync } from "node:fs";

const sums = { passed: 0, failed: 0, skipped: 0 };
for (const manifest of globSync("packages/*/package.json")) {
	const report = manifest.replace("package.json", ".reports/vitest.json");
	if (!JSON.parse(readFileSync(manifest, "utf8")).scripts?.test) continue;
	if (!existsSync(report)) {
		console.log(`no report of ${manifest}: its suite did not run`);
		sums.failed++;
		continue;
	}
	const { success, numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
		readFileSync(report, "utf8"),
	);
	sums.passed += numPassedTests;
	// A suite that could not even be loaded has no failed test, but did not succeed.
	sums.failed += numFailedTests || (success ? 0 : 1);
	sums.skipped += numPendingTests + numTodoTests;
}
console.log(`${sums.passed} passed, ${sums.failed} failed${sums.skipped ? `, ${sums.skipped} skipped` : ""}`);
process.exit(sums.failed || sums.passed === 0 ? 1 : 0);

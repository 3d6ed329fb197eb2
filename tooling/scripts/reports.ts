import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What all suites of the workspace said in their last run. */
export interface Sums {
	readonly passed: number;
	readonly failed: number;
	/** What a reader should know: how long each suite took, which did not run, which tests were skipped, and which failed of what. */
	readonly remarks: readonly string[];
}

// The part of vitest's JSON report that is read here.
interface Report {
	readonly success: boolean;
	readonly numPassedTests: number;
	readonly numFailedTests: number;
	/** ms since the epoch, as `endTime`. */
	readonly startTime: number;
	readonly testResults: readonly {
		readonly message: string;
		readonly endTime: number;
		readonly assertionResults: readonly Result[];
	}[];
}

interface Result {
	readonly status: string;
	readonly fullName: string;
	readonly failureMessages?: readonly string[];
}

/** Adds the reports of all packages that have a test script; one that left no report counts as a failure. */
export function sumReports(): Sums {
	const sums = { passed: 0, failed: 0, remarks: [] as string[] };
	for (const manifest of globSync(["{packages,reference}/*/package.json", "{bench,docs}/package.json"]).sort()) {
		if (!JSON.parse(readFileSync(manifest, "utf8")).scripts?.test) continue;
		const file = join(dirname(manifest), ".reports", "vitest.json");
		if (existsSync(file)) add(sums, dirname(manifest), JSON.parse(readFileSync(file, "utf8")));
		else {
			sums.remarks.push(`${dirname(manifest)} left no report: its suite did not run`);
			sums.failed++;
		}
	}
	return sums;
}

function add(sums: { passed: number; failed: number; remarks: string[] }, suite: string, report: Report): void {
	const endMs = Math.max(report.startTime, ...report.testResults.map(({ endTime }) => endTime));
	sums.remarks.push(`${suite}: ${report.numPassedTests} passed in ${Math.round((endMs - report.startTime) / 1000)} s`);
	sums.passed += report.numPassedTests;
	// A file that could not even be loaded has no failed test, but did not succeed.
	sums.failed += report.numFailedTests || (report.success ? 0 : 1);
	sums.remarks.push(...report.testResults.flatMap(remarksOn));
}

function remarksOn({ message, assertionResults }: Report["testResults"][number]): string[] {
	if (assertionResults.length === 0) return message ? [`did not load: ${firstLine(message)}`] : [];
	return assertionResults
		.filter(({ status }) => status !== "passed")
		.flatMap(({ status, fullName, failureMessages = [] }) => [
			`${status}: ${fullName}`,
			...failureMessages.map((failure) => `        ${firstLine(failure)}`),
		]);
}

const firstLine = (text: string) => text.split("\n", 1)[0] ?? "";

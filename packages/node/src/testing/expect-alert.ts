import { AssertionError } from "node:assert";
import { inspect } from "node:util";
import { type ExpectedAlert, matches } from "./match-alert.ts";
import { type RecordedAlert, recorder } from "./recorder.ts";

/** Shown of what was raised, when something else was expected. */
const MOST_SHOWN = 10;

/**
 * Every alert that was raised since {@link clearAlerts}, by whichever notifier, oldest first. At most 10,000.
 *
 * @example
 * const titles = raisedAlerts().map(({ title }) => title);
 */
export function raisedAlerts(): readonly RecordedAlert[] {
	return [...recorder().alerts];
}

/**
 * Forgets what was raised, for instance before each test.
 *
 * @example
 * beforeEach(clearAlerts);
 */
export function clearAlerts(): void {
	recorder().alerts.length = 0;
}

/**
 * The first alert that was raised and is as expected, by whichever notifier.
 *
 * @throws AssertionError which lists what was raised instead.
 * @example
 * checkout.pay(card);
 * expectAlert({ severity: "P1", title: /payment failed/, fields: { order: "47" } });
 */
export function expectAlert(expected: ExpectedAlert = {}): RecordedAlert {
	const { alerts } = recorder();
	const found = alerts.find((alert) => matches(alert, expected));
	if (found) return found;
	throw new AssertionError({
		message: `no alert was raised that is ${show(expected)}; ${list(alerts)}`,
		actual: alerts.slice(0, MOST_SHOWN),
		expected,
		operator: "expectAlert",
		stackStartFn: expectAlert,
	});
}

/**
 * That no alert was raised that is like this; without an argument, that none was raised at all.
 *
 * @example
 * expectNoAlert({ severity: "P0" });
 *
 * @throws AssertionError which lists those that were.
 */
export function expectNoAlert(unexpected: ExpectedAlert = {}): void {
	const found = recorder().alerts.filter((alert) => matches(alert, unexpected));
	if (found.length === 0) return;
	throw new AssertionError({
		message: `an alert was raised that is ${show(unexpected)}; ${list(found)}`,
		actual: found.slice(0, MOST_SHOWN),
		expected: [],
		operator: "expectNoAlert",
		stackStartFn: expectNoAlert,
	});
}

function show(expected: ExpectedAlert): string {
	return Object.keys(expected).length === 0 ? "any" : inspect(expected, { depth: 3, breakLength: 120 });
}

function list(alerts: readonly RecordedAlert[]): string {
	if (alerts.length === 0) return "none was raised at all";
	const lines = alerts
		.slice(0, MOST_SHOWN)
		.map(({ severity, title, channel, fields }) => `\n  ${severity} ${inspect(title)} → ${channel} ${inspect(fields)}`);
	const more = alerts.length - lines.length;
	return `raised were:${lines.join("")}${more > 0 ? `\n  and ${more} more` : ""}`;
}

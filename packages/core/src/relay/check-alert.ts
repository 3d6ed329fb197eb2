import { parseTime } from "../alert/parse-time.ts";
import { SEVERITIES } from "../alert/severity.ts";
import { isObject, readMember } from "../alert/show-value.ts";
import { quote } from "./refusal.ts";

type Check = readonly [isRight: (value: unknown) => boolean, instead: string];

const isText = (value: unknown): boolean => typeof value === "string";
const TEXT: Check = [isText, "a text"];
const FLAG: Check = [(value) => typeof value === "boolean", "true or false"];

/** What a page may say in an alert. Everything else of `Alert` is left out without a word. */
const MEMBERS: Readonly<Record<string, Check>> = {
	severity: [(value) => SEVERITIES.some((severity) => severity === value), SEVERITIES.join(", ")],
	title: [(value) => isText(value) && value !== "", "a text of 1 character or more"],
	description: TEXT,
	fields: [isFields, "an object of name to value, or a list of { name, value }"],
	error: [(value) => isObject(value) && isText(readMember(value, "message")), "{ name, message, stack }"],
	url: TEXT,
	footer: TEXT,
	key: TEXT,
	channel: TEXT,
	timestamp: [(value) => parseTime(value) !== undefined, "an ISO 8601 text"],
	trade: FLAG,
	silent: FLAG,
};

/**
 * What is wrong with an alert from outside, each with what to write instead; nothing when it is right. Core itself makes
 * sense of nearly anything, which is right for a program's own alerts; what a stranger sends is held to the letter.
 */
export function checkAlert(alert: unknown): readonly string[] {
	if (!isObject(alert) || Array.isArray(alert))
		return [`alert is ${quote(alert)}; write an object such as { severity: "P1", title: "Checkout failed" }`];
	const missing = ["severity", "title"].filter((name) => readMember(alert, name) === undefined);
	const wrong = Object.keys(MEMBERS).filter((name) => {
		const value = readMember(alert, name);
		return value !== undefined && !MEMBERS[name]?.[0](value);
	});
	return [...missing, ...wrong].map(
		(name) => `${name} is ${quote(readMember(alert, name))}; write ${MEMBERS[name]?.[1]}`,
	);
}

function isFields(value: unknown): boolean {
	if (!Array.isArray(value)) return isObject(value);
	return value.every((row) => isText(readMember(row, "name")) && isText(readMember(row, "value")));
}

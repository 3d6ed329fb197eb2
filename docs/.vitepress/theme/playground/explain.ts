import {
	type Alert,
	channelFor,
	colorFor,
	LIMITS,
	type Message,
	type Outcome,
	redactSecrets,
	type Severity,
} from "@dat/core";

/** What core did with an alert, a sentence each. */
export interface Explanation {
	readonly rule: "route" | "colour" | "mention" | "scrub" | "cut" | "outcome";
	readonly text: string;
}

const WHY: Readonly<Record<Severity, string>> = {
	P0: "red: somebody has to get up",
	P1: "orange: now, in working hours",
	P2: "yellow: today",
	P3: "green: good to know",
	DEV: "grey: for whoever builds it",
};

/** Explains what became of an alert: where it went, whom it pings, what was taken out or cut, and how it ended. */
export function explain(alert: Alert, message: Message | undefined, outcome: Outcome): readonly Explanation[] {
	const { severity, trade = false } = alert;
	const channel = alert.channel ?? channelFor(severity, trade);
	const colour = `#${colorFor(severity, trade).toString(16).padStart(6, "0").toUpperCase()}`;
	return [
		{ rule: "route", text: `${severity}${trade ? " with trade" : ""} goes to ${channel}` },
		{ rule: "colour", text: `${colour}, ${trade && severity === "P3" ? "blue: a trade" : WHY[severity]}` },
		{ rule: "mention", text: explainMention(alert, message) },
		...textsOf(alert).flatMap(explainText),
		...(message?.embeds?.[0]?.footer
			? [{ rule: "cut", text: `the footer says: ${message.embeds[0].footer.text}` } as const]
			: []),
		{ rule: "outcome", text: explainOutcome(outcome) },
	];
}

function explainMention(alert: Alert, message: Message | undefined): string {
	const isAsked = textsOf(alert).some(({ text }) => /@(?:everyone|here)|<@[!&]?\d+>/.test(text));
	const inert = isAsked ? "; the mention in your text pings nobody, because allowed_mentions does not name it" : "";
	return `${message?.content ? `pings ${message.content}` : "pings nobody"}${inert}`;
}

interface NamedText {
	readonly name: string;
	readonly text: string;
	readonly max: number;
}

function textsOf({ title, description = "", fields = {} }: Alert): readonly NamedText[] {
	const pairs = Array.isArray(fields) ? fields.map(({ name, value }) => [name, value]) : Object.entries(fields);
	return [
		{ name: "title", text: title, max: LIMITS.title },
		{ name: "description", text: description, max: LIMITS.description },
		...pairs.map(([name, value]) => ({ name: `field ${name}`, text: String(value), max: LIMITS.fieldValue })),
	];
}

function explainText({ name, text, max }: NamedText): readonly Explanation[] {
	return [
		...(redactSecrets(text) === text
			? []
			: [{ rule: "scrub", text: `a secret in the ${name} was taken out` } as const]),
		...(text.length > max
			? [{ rule: "cut", text: `the ${name} has ${text.length} characters; Discord takes ${max}` } as const]
			: []),
	];
}

function explainOutcome(outcome: Outcome): string {
	return outcome.status === "delivered"
		? "delivered"
		: `${outcome.status}${"reason" in outcome ? `: ${outcome.reason}` : ""}`;
}

import type { Alert, Mention, Severity } from "@dat/core";

/** What the form holds, as text. */
export interface Draft {
	severity: Severity;
	title: string;
	description: string;
	/** `name: value`, a line each. */
	fields: string;
	/** A pasted stack. */
	error: string;
	url: string;
	mention: "default" | "none" | "everyone" | "here";
	trade: boolean;
}

/** The alert that a reader finds first. */
export const FIRST_DRAFT: Draft = {
	severity: "P0",
	title: "Payments down",
	description: "Every charge since **12:04** fails. @everyone look at `stripe-proxy`",
	fields: "region: eu-west-1\norder: 47111",
	error: "",
	url: "",
	mention: "default",
	trade: false,
};

/** The alert of a form. */
export function readDraft({ severity, title, description, fields, error, url, mention, trade }: Draft): Alert {
	return {
		severity,
		title,
		...(description && { description }),
		...(fields.trim() && { fields: readFields(fields) }),
		...(error.trim() && { error: readError(error) }),
		...(url && { url }),
		...(mention !== "default" && { mention: mention === "none" ? [] : (mention as Mention) }),
		...(trade && { trade }),
	};
}

function readFields(text: string): Record<string, string> {
	const pairs = text.split("\n").flatMap((line) => {
		const at = line.indexOf(":");
		return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const] : [];
	});
	return Object.fromEntries(pairs);
}

/** An Error as it was when its stack was printed. */
function readError(pasted: string): Error {
	const [, name = "Error", message = pasted.split("\n")[0] ?? ""] =
		/^(?:Uncaught )?(\w*Error): (.*)/.exec(pasted) ?? [];
	return Object.assign(new Error(message), { name, stack: pasted });
}

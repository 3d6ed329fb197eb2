import { count, strip } from "../python-text.ts";
import type { FormErrors } from "./form-errors.ts";

type Path = readonly (string | number)[];

/** Whether it is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `null` counts as absent. */
export function isAbsent(value: unknown): boolean {
	return value === undefined || value === null;
}

/** Checks a text and gives its length after stripping; 0 when absent. */
export function checkText(
	value: unknown,
	max: number,
	{ path, errors }: { readonly path: Path; readonly errors: FormErrors },
): number {
	if (isAbsent(value)) return 0;
	if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
		errors.add(path, "STRING_TYPE_CONVERT", `Could not interpret "${String(value)}" as string.`);
		return 0;
	}
	const length = count(strip(String(value)));
	if (length > max) errors.add(path, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
	return length;
}

/** Checks a URL as Discord does (facts 2.1): scheme, a dot in the host, labels of 63, no white space, 2048. */
export function checkUrl(
	value: unknown,
	{
		path,
		errors,
		attachments,
	}: { readonly path: Path; readonly errors: FormErrors; readonly attachments?: ReadonlySet<string> },
): void {
	if (isAbsent(value)) return;
	const url = strip(String(value));
	const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? "";
	if (scheme === "attachment" && attachments) {
		if (!attachments.has(url.slice("attachment://".length))) {
			errors.add(path, "ATTACHMENT_NOT_FOUND", "The referenced attachment was not uploaded.");
		}
		return;
	}
	if (url.length > 2048) errors.add(path, "BASE_TYPE_MAX_LENGTH", "Must be 2048 or fewer in length.");
	if (scheme === "" && url !== "") errors.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
	else if (scheme !== "http" && scheme !== "https") {
		errors.add(
			path,
			"URL_TYPE_INVALID_SCHEME",
			`Scheme "${scheme}" is not supported. Scheme must be one of ('http', 'https').`,
		);
	} else if (!isWellFormed(url)) errors.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
}

function isWellFormed(url: string): boolean {
	const host = /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]+)(?::\d+)?(?:[/?#].*)?$/i.exec(url)?.[1];
	if (host === undefined || /\s/.test(url)) return false;
	const labels = host.split(".");
	return labels.length > 1 && labels.every((label) => label.length >= 1 && label.length <= 63);
}

/** Checks a colour: an integer, a numeric text or a rounded float, 0 to 0xFFFFFF. */
export function checkColor(
	value: unknown,
	{ path, errors }: { readonly path: Path; readonly errors: FormErrors },
): void {
	if (isAbsent(value)) return;
	const color = typeof value === "number" || typeof value === "string" ? Math.round(Number(value)) : Number.NaN;
	if (Number.isNaN(color) || value === "")
		errors.add(path, "NUMBER_TYPE_COERCE", `Value "${String(value)}" is not int.`);
	else if (color > 0xffffff) errors.add(path, "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.");
	else if (color < 0) errors.add(path, "NUMBER_TYPE_MIN", "int value should be greater than or equal to 0.");
}

const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/** Checks a timestamp: ISO 8601 text; numbers are refused. */
export function checkTimestamp(
	value: unknown,
	{ path, errors }: { readonly path: Path; readonly errors: FormErrors },
): void {
	if (isAbsent(value)) return;
	if (typeof value !== "string" || !ISO.test(value) || Number.isNaN(Date.parse(value))) {
		errors.add(path, "DATE_TIME_TYPE_PARSE", `Could not parse ${String(value)}. Should be ISO8601.`);
	}
}

import type { Alert } from "@dat/core";
import { describeError, readMember } from "@dat/core/adapter";
import { isOwnEndpoint } from "../own-endpoints.ts";
import { cleanUrls } from "./clean-url.ts";

/** What went wrong, as far as its event tells. */
export interface Trouble extends Pick<Alert, "title" | "error" | "description"> {
	/** Nothing is known but that a script of another origin failed. */
	readonly isMuted?: boolean;
	/** It comes from an extension of the visitor's browser. */
	readonly isForeign?: boolean;
}

/** Browsers say so many times a minute, and nobody can do anything about it. */
const NOISE = /^ResizeObserver loop/;
const EXTENSION = /\b(?:chrome|moz|safari|safari-web|ms-browser)-extension:/;

/** Reads an event of one of the captured types; `undefined` for what is no trouble, or our own. */
export function readEvent(event: Event): Trouble | undefined {
	if (event.type === "unhandledrejection") return fromThrown(readMember(event, "reason"), "Unhandled rejection: ");
	if (event.type === "securitypolicyviolation") return fromViolation(event);
	return "message" in event ? fromError(event) : fromResource(event.target);
}

function fromError(event: Event): Trouble | undefined {
	const [message, file, line, column] = ["message", "filename", "lineno", "colno"].map((name) =>
		String(readMember(event, name) ?? ""),
	);
	const error = readMember(event, "error");
	if (NOISE.test(message ?? "")) return undefined;
	if (error !== null && error !== undefined) return fromThrown(error, "");
	// Chromium's and Firefox's word for what a script of another origin did.
	if (message === "Script error.")
		return {
			title: "Script error.",
			isMuted: true,
			description: "A script of another origin failed; load it with `crossorigin` to learn more.",
		};
	return fromThrown({ message, stack: `${message}\n    at ${file}:${line}:${column}` }, "");
}

function fromThrown(thrown: unknown, prefix: string): Trouble {
	const { headline, trace } = describeError(thrown);
	const stack = cleanUrls(trace);
	return {
		title: prefix + cleanUrls(headline),
		error: { name: cleanUrls(headline), message: "", stack },
		isForeign: EXTENSION.test(stack),
	};
}

function fromViolation(event: Event): Trouble | undefined {
	const [blocked = "", directive, file = ""] = ["blockedURI", "effectiveDirective", "sourceFile"].map((name) =>
		String(readMember(event, name) ?? ""),
	);
	if (isOwnEndpoint(blocked)) return undefined;
	return {
		title: `Content-Security-Policy: ${directive} blocked ${cleanUrls(blocked)}`,
		isForeign: EXTENSION.test(`${blocked} ${file}`),
	};
}

function fromResource(target: EventTarget | null): Trouble | undefined {
	const url = String(readMember(target, "src") || readMember(target, "href") || "");
	const tag = String(readMember(target, "localName") ?? "");
	return { title: `Failed to load ${tag}: ${cleanUrls(url)}`, isForeign: EXTENSION.test(url) };
}

import { strip } from "../python-text.ts";
import { toText } from "./scalars.ts";
import { COMPLAINTS, type Complaint, complain, isAbsent, type Scope, tooLong } from "./scope.ts";

/** Checks a URL as Discord does (facts 2.1): scheme, a dot in the host, labels of 63, no white space, 2048. */
export function checkUrl(scope: Scope, key: string, schemes: readonly string[] = ["http", "https"]): void {
	const value = scope.value[key];
	if (isAbsent(value)) return;
	const url = strip(toText(value) ?? "");
	if (url.length > 2048) complain(scope, [key], tooLong(2048));
	const complaint = complaintOf(url, scope, schemes);
	if (complaint) complain(scope, [key], complaint);
}

function complaintOf(url: string, scope: Scope, schemes: readonly string[]): Complaint | undefined {
	const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? "";
	if (scheme === "attachment" && scope.takesAttachment)
		return isUploadedImage(url.slice("attachment://".length), scope) ? undefined : COMPLAINTS.attachment;
	if (scheme === "" && url !== "") return NOT_WELL_FORMED;
	if (!schemes.includes(scheme)) return badScheme(scheme, schemes);
	return scheme === "discord" || isWellFormed(url) ? undefined : NOT_WELL_FORMED;
}

const NOT_WELL_FORMED: Complaint = ["URL_TYPE_INVALID_URL", "Not a well formed URL."];

function badScheme(scheme: string, schemes: readonly string[]): Complaint {
	const list = schemes.map((one) => `'${one}'`).join(", ");
	return ["URL_TYPE_INVALID_SCHEME", `Scheme "${scheme}" is not supported. Scheme must be one of (${list}).`];
}

function isUploadedImage(name: string, { world }: Scope): boolean {
	return world.filenames.has(name) && /\.(?:jpe?g|png|webp|gif)$/i.test(name);
}

function isWellFormed(url: string): boolean {
	const host = /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]+)(?::\d+)?(?:[/?#].*)?$/i.exec(url)?.[1];
	if (host === undefined || /\s/.test(url)) return false;
	const labels = host.split(".");
	return labels.length > 1 && labels.every((label) => label.length >= 1 && label.length <= 63);
}

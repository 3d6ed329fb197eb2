/** A file part of a multipart body. */
export interface UploadedFile {
	/** The part's name, such as `files[0]`. */
	readonly part: string;
	readonly filename: string;
	readonly type: string;
	readonly size: number;
}

/** A body as the API sees it, or why it cannot. */
export type ParsedBody =
	| { readonly kind: "ok"; readonly value: Readonly<Record<string, unknown>>; readonly files: readonly UploadedFile[] }
	| { readonly kind: "bad-type" }
	| { readonly kind: "bad-json" };

/** How bodies are read where Discord's way is unknown. */
export interface BodyRules {
	readonly urlencodedPayload: "ignore" | "read";
}

const decoder = new TextDecoder();
const NO_FILES: readonly UploadedFile[] = [];

/** Reads JSON, multipart with `payload_json`, or a flat form. */
export function parseBody(contentType: string, body: Uint8Array, rules?: BodyRules): ParsedBody {
	if (contentType === "application/json") return parseJson(decoder.decode(body), NO_FILES);
	const [type = ""] = contentType.toLowerCase().split(";", 1);
	if (type.trim() === "application/json") return parseJson(decoder.decode(body), NO_FILES);
	if (type.trim() === "application/x-www-form-urlencoded") return parseUrlencoded(decoder.decode(body), rules);
	const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
	return type.trim() === "multipart/form-data" && boundary ? parseMultipart(body, boundary) : { kind: "bad-type" };
}

function parseJson(text: string, files: readonly UploadedFile[]): ParsedBody {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== "object" || value === null || Array.isArray(value)) return { kind: "bad-json" };
		return { kind: "ok", value: value as Record<string, unknown>, files }; // checked: a JSON object
	} catch {
		return { kind: "bad-json" };
	}
}

function parseUrlencoded(text: string, rules: BodyRules | undefined): ParsedBody {
	const form = new URLSearchParams(text);
	const payload = rules?.urlencodedPayload === "read" ? form.get("payload_json") : null;
	return payload === null ? { kind: "ok", value: toScalars(form), files: NO_FILES } : parseJson(payload, NO_FILES);
}

const SCALARS = new Set(["content", "username", "avatar_url", "thread_name", "tts", "flags", "name", "avatar"]);

/** Flat forms know texts only; nested values cannot be sent this way (facts 1.3), and other names are no fields. */
function toScalars(entries: Iterable<[string, string]>): Record<string, unknown> {
	const value: Record<string, unknown> = {};
	for (const [key, text] of entries) if (SCALARS.has(key)) value[key] = text;
	return value;
}

function parseMultipart(body: Uint8Array, boundary: string): ParsedBody {
	// One character per byte, so that positions in the text are positions in the bytes.
	const text = `\r\n${toByteText(body)}`;
	const files: UploadedFile[] = [];
	const flat: [string, string][] = [];
	let payload: string | undefined;
	for (const part of text.split(`\r\n--${boundary}`).slice(1, -1)) {
		const split = part.indexOf("\r\n\r\n");
		const head = fromByteText(part.slice(0, split));
		const content = part.slice(split + 4);
		const filename = /;\s*filename="([^"]*)"/i.exec(head)?.[1];
		const name = /;\s*name="([^"]*)"/i.exec(head)?.[1] ?? "";
		if (filename !== undefined) {
			const type = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1] ?? "application/octet-stream";
			files.push({ part: name, filename: unescapeQuotes(filename), type, size: content.length });
		} else if (name === "payload_json") payload = fromByteText(content);
		else flat.push([name, fromByteText(content)]);
	}
	return payload === undefined ? { kind: "ok", value: toScalars(flat), files } : parseJson(payload, files);
}

/** Fetch writes a quote in a name as `%22` (the standard of multipart/form-data). */
function unescapeQuotes(text: string): string {
	return text.replaceAll("%22", '"');
}

function toByteText(bytes: Uint8Array): string {
	let text = "";
	for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
	return text;
}

function fromByteText(text: string): string {
	return decoder.decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

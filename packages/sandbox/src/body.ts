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

const decoder = new TextDecoder();

/** Reads JSON, multipart with `payload_json`, or a flat form. */
export function parseBody(contentType: string, body: Uint8Array): ParsedBody {
	const [type = ""] = contentType.toLowerCase().split(";");
	if (type.trim() === "application/json") return parseJson(decoder.decode(body), []);
	if (type.trim() === "application/x-www-form-urlencoded") {
		return { kind: "ok", value: toScalars(new URLSearchParams(decoder.decode(body)).entries()), files: [] };
	}
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

/** Flat forms know texts only; nested values cannot be sent this way (facts 1.3). */
function toScalars(entries: Iterable<[string, string]>): Record<string, unknown> {
	const value: Record<string, unknown> = {};
	for (const [key, text] of entries) {
		if (["content", "username", "avatar_url", "thread_name"].includes(key)) value[key] = text;
		if (key === "tts") value[key] = /^(?:true|1)$/i.test(text);
		if (key === "flags") value[key] = Number(text);
	}
	return value;
}

function parseMultipart(body: Uint8Array, boundary: string): ParsedBody {
	// One character per byte, so that positions in the text are positions in the bytes.
	const text = toByteText(body);
	const files: UploadedFile[] = [];
	const flat: [string, string][] = [];
	let payload: string | undefined;
	for (const part of text.split(`--${boundary}`).slice(1, -1)) {
		const split = part.indexOf("\r\n\r\n");
		const head = part.slice(0, split);
		const content = part.slice(split + 4, -2);
		const name = /name="([^"]*)"/i.exec(head.replace(/filename="[^"]*"/i, ""))?.[1] ?? "";
		const filename = /filename="([^"]*)"/i.exec(head)?.[1];
		if (filename !== undefined) {
			const type = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1] ?? "application/octet-stream";
			files.push({ part: name, filename: fromByteText(filename), type, size: content.length });
		} else if (name === "payload_json") payload = fromByteText(content);
		else flat.push([name, fromByteText(content)]);
	}
	return payload === undefined ? { kind: "ok", value: toScalars(flat), files } : parseJson(payload, files);
}

function toByteText(bytes: Uint8Array): string {
	let text = "";
	for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
	return text;
}

function fromByteText(text: string): string {
	return decoder.decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

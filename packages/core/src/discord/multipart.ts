import type { AlertFile } from "../alert/alert.ts";
import { LIMITS } from "./limits.ts";
import type { Message } from "./wire.ts";

/** Files that may go, and a note for each that may not. */
export interface FileSelection {
	readonly files: readonly AlertFile[];
	readonly notes: readonly string[];
}

/** Room for the JSON and the part headers in the 25 MiB of a request. */
const OVERHEAD_BYTES = 262_144;

/** Leaves out what Discord would answer with 413: files over 10 MiB, past the tenth, or past the whole request. */
export function selectFiles(given: readonly AlertFile[]): FileSelection {
	const files: AlertFile[] = [];
	const notes: string[] = [];
	let room = LIMITS.requestBytes - OVERHEAD_BYTES;
	for (const file of given) {
		const size = toBytes(file.data).length;
		if (files.length >= LIMITS.files || size > LIMITS.fileBytes || size > room) {
			notes.push(
				`file ${file.name.slice(0, 60)} left out: ${files.length >= LIMITS.files ? "more than 10" : `${(size / 1_048_576).toFixed(1)} MiB`}`,
			);
		} else {
			files.push(file);
			room -= size;
		}
	}
	return { files, notes };
}

/** A multipart body: `payload_json`, then `files[n]` (docs: reference#uploading-files). */
export function encodeMultipart(
	message: Message,
	files: readonly AlertFile[],
	boundary: string,
): { readonly contentType: string; readonly body: Uint8Array<ArrayBuffer> } {
	const head = (name: string, type: string): string =>
		`--${boundary}\r\nContent-Disposition: form-data; ${name}\r\nContent-Type: ${type}\r\n\r\n`;
	const chunks = [toBytes(`${head('name="payload_json"', "application/json")}${JSON.stringify(message)}\r\n`)];
	for (const [index, { name, data, type }] of files.entries()) {
		const fallback = typeof data === "string" ? "text/plain; charset=utf-8" : "application/octet-stream";
		const safeType = type !== undefined && /^[\w.+-]+\/[\w.+-]+(?:; ?[\w.+-]+=[\w.+-]+)?$/.test(type) ? type : fallback;
		chunks.push(
			toBytes(head(`name="files[${index}]"; filename="${escapeName(name)}"`, safeType)),
			toBytes(data),
			toBytes("\r\n"),
		);
	}
	chunks.push(toBytes(`--${boundary}--\r\n`));
	const body = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const chunk of chunks) {
		body.set(chunk, at);
		at += chunk.length;
	}
	return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}

/** As browsers do (HTML Standard, multipart/form-data encoding). */
function escapeName(name: string): string {
	return name.replace(
		/["\r\n]/g,
		(character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`,
	);
}

function toBytes(data: string | Uint8Array): Uint8Array {
	return typeof data === "string" ? new TextEncoder().encode(data) : data;
}

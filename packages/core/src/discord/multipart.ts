import type { AlertFile } from "../alert/alert.ts";
import { LIMITS } from "./limits.ts";
import { stripText } from "./text.ts";

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
			// Discord takes a part without a name for no file (discord-api-docs #930).
			files.push({ ...file, name: stripText(file.name) || "file" });
			room -= size;
		}
	}
	return { files, notes };
}

/** A body, and the content type that says how it is encoded. */
export interface EncodedBody {
	readonly contentType: string;
	readonly body: string | Uint8Array<ArrayBuffer>;
}

/** JSON, or with files a multipart body: `payload_json`, then `files[n]` (docs: reference#uploading-files). */
export function encodeBody(message: object, files: readonly AlertFile[], random: () => number): EncodedBody {
	const json = JSON.stringify(message);
	if (files.length === 0) return { contentType: "application/json", body: json };
	const boundary = `dat-${random().toString(36).slice(2)}`;
	const chunks = [part(boundary, 'name="payload_json"', "application/json"), toBytes(json)];
	for (const [index, { name, data, type = "" }] of files.entries()) {
		const fallback = typeof data === "string" ? "text/plain; charset=utf-8" : "application/octet-stream";
		chunks.push(
			part(boundary, `name="files[${index}]"; filename="${escapeName(name)}"`, MIME.test(type) ? type : fallback),
			toBytes(data),
		);
	}
	chunks.push(toBytes(`\r\n--${boundary}--\r\n`));
	const body = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const chunk of chunks) {
		body.set(chunk, at);
		at += chunk.length;
	}
	return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}

const MIME = /^[\w.+-]+\/[\w.+-]+(?:; ?[\w.+-]+=[\w.+-]+)?$/;

function part(boundary: string, disposition: string, type: string): Uint8Array {
	return toBytes(
		`\r\n--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: ${type}\r\n\r\n`,
	);
}

/** As browsers do (HTML Standard, multipart/form-data encoding). */
function escapeName(name: string): string {
	return name.replace(
		/["\r\n]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
	);
}

function toBytes(data: string | Uint8Array): Uint8Array {
	return typeof data === "string" ? new TextEncoder().encode(data) : data;
}

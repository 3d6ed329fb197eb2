import type { AlertFile } from "../alert/alert.ts";
import type { PlainAlert } from "../alert/plain-alert.ts";
import { SEVERITIES } from "../alert/severity.ts";
import type { SpooledAlert } from "../platform/spool.ts";
import type { SpoolPlatform } from "./sqlite.ts";

type Base64 = SpoolPlatform["base64"];

/** A row of the table `alerts`. */
export interface Row {
	readonly id: string;
	readonly channel: string;
	readonly raised_at: number;
	readonly may_mention: number;
	readonly alert: string;
}

/** Larger files are not kept: the spool is for alerts. */
const MOST_FILE_BYTES = 2 ** 20;

/** Bytes as JSON knows them. */
interface KeptFile extends Omit<AlertFile, "data"> {
	readonly data?: string;
	readonly base64?: string;
}

/** An alert as the row that keeps it. */
export function toRow({ id, channel, raisedAtMs, mayMention, alert }: SpooledAlert, base64: Base64): Row {
	const kept = JSON.stringify(keep(alert, base64));
	return { id, channel, raised_at: raisedAtMs, may_mention: Number(mayMention), alert: kept };
}

/** The alert of a row; `undefined` when the row is damaged, whatever is in it. */
export function fromRow({ id, channel, raised_at, may_mention, alert }: Row, base64: Base64): SpooledAlert | undefined {
	try {
		const { files, ...kept }: Omit<PlainAlert, "files"> & { readonly files?: readonly KeptFile[] } = JSON.parse(alert);
		const isWhole = typeof kept.title === "string" && typeof kept.key === "string" && Array.isArray(kept.notes);
		if (!isWhole || !SEVERITIES.includes(kept.severity)) return undefined;
		const back = files && { files: files.map((file) => fromKept(file, base64)) };
		return { id, channel, raisedAtMs: raised_at, mayMention: may_mention === 1, alert: { ...kept, ...back } };
	} catch {
		return undefined;
	}
}

function keep({ files = [], ...alert }: PlainAlert, base64: Base64): object {
	const small = files.filter(({ data }) => data.length <= MOST_FILE_BYTES);
	const left = files.filter(({ data }) => data.length > MOST_FILE_BYTES);
	const notes = left.map(({ name }) => `file ${name.slice(0, 60)} left out: it was too large to keep over a restart`);
	return {
		...alert,
		notes: [...alert.notes, ...notes],
		...(small.length > 0 && { files: small.map((file) => toKept(file, base64)) }),
	};
}

function toKept({ data, ...file }: AlertFile, { encode }: Base64): KeptFile {
	return typeof data === "string" ? { ...file, data } : { ...file, base64: encode(data) };
}

function fromKept({ data, base64, ...file }: KeptFile, { decode }: Base64): AlertFile {
	return { ...file, data: base64 === undefined ? (data ?? "") : decode(base64) };
}

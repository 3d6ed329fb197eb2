import type { AlertFile } from "@dat/core";
import type { PlainAlert, SpooledAlert } from "@dat/core/adapter";

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
export function toRow({ id, channel, raisedAtMs, mayMention, alert }: SpooledAlert): Row {
	return { id, channel, raised_at: raisedAtMs, may_mention: Number(mayMention), alert: JSON.stringify(keep(alert)) };
}

/** The alert of a row. */
export function fromRow({ id, channel, raised_at, may_mention, alert }: Row): SpooledAlert {
	const { files, ...kept }: PlainAlert & { readonly files?: readonly KeptFile[] } = JSON.parse(alert);
	return {
		id,
		channel,
		raisedAtMs: raised_at,
		mayMention: may_mention === 1,
		alert: { ...kept, ...(files && { files: files.map(fromKept) }) },
	};
}

function keep({ files = [], ...alert }: PlainAlert): object {
	const small = files.filter(({ data }) => data.length <= MOST_FILE_BYTES);
	const left = files.filter(({ data }) => data.length > MOST_FILE_BYTES);
	const notes = left.map(({ name }) => `file ${name.slice(0, 60)} left out: it was too large to keep over a restart`);
	return { ...alert, notes: [...alert.notes, ...notes], ...(small.length > 0 && { files: small.map(toKept) }) };
}

function toKept({ data, ...file }: AlertFile): KeptFile {
	return typeof data === "string" ? { ...file, data } : { ...file, base64: Buffer.from(data).toString("base64") };
}

function fromKept({ data, base64, ...file }: KeptFile): AlertFile {
	return { ...file, data: base64 === undefined ? (data ?? "") : new Uint8Array(Buffer.from(base64, "base64")) };
}

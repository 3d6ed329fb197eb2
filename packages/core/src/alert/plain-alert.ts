import type { AlertAuthor, AlertField, AlertFile, AlertThread, Mention } from "./alert.ts";
import { defined } from "./defined.ts";
import { type PlainError, toPlainError } from "./describe-error.ts";
import { readContent } from "./read-content.ts";
import { readWishes } from "./read-wishes.ts";
import type { Severity } from "./severity.ts";
import { readMember } from "./show-value.ts";
import type { AlertAddress } from "./snapshot.ts";

/** An alert reduced to plain data that any thread or file can hold: no getters, functions, classes or cycles. */
export interface PlainAlert {
	readonly severity: Severity;
	readonly title: string;
	readonly key: string;
	/** What had to be changed to make sense of the alert. */
	readonly notes: readonly string[];
	readonly trade?: true;
	readonly silent?: true;
	readonly description?: string;
	readonly fields?: readonly AlertField[];
	readonly mention?: readonly Mention[];
	readonly error?: PlainError;
	readonly url?: string;
	readonly footer?: string;
	readonly timestamp?: string;
	readonly image?: string;
	readonly thumbnail?: string;
	readonly author?: AlertAuthor;
	readonly thread?: AlertThread;
	readonly files?: readonly AlertFile[];
}

/** Reduces an alert to plain data; read again, it is the same alert. Never throws. */
export function toPlainAlert(input: unknown, address: AlertAddress, nowMs: number): PlainAlert {
	const { trade, fields, author, timestampMs, description, ...content } = readContent(input, address, nowMs);
	const { mention, thread, files, silent, notes } = readWishes(input);
	return defined({
		severity: content.severity,
		title: content.title,
		key: address.key,
		notes: [...content.notes, ...notes],
		trade: trade || undefined,
		silent: silent || undefined,
		description: description || undefined,
		fields: fields.length > 0 ? fields : undefined,
		mention,
		error: toPlainError(readMember(input, "error")),
		url: content.url,
		footer: content.footer,
		timestamp: timestampMs === undefined ? undefined : new Date(timestampMs).toISOString(),
		image: content.image,
		thumbnail: content.thumbnail,
		author: author && defined(author),
		thread,
		files: files.length > 0 ? files : undefined,
	});
}

import type { FormError } from "./form-errors.ts";
import { checkMessage } from "./message.ts";
import { COMPLAINTS, isRecord } from "./scope.ts";

/**
 * What Discord would refuse in a message body; empty when it would take it. Its components are looked at, too.
 *
 * @example
 * findProblems({ content: "hello" }); // []
 */
export function findProblems(body: unknown, filenames: readonly string[] = []): readonly FormError[] {
	const [code, message] = COMPLAINTS.model;
	if (!isRecord(body)) return [{ path: [], code, message }];
	const files = filenames.map((filename, index) => ({ part: `files[${index}]`, filename, type: "", size: 0 }));
	return checkMessage(body, { files, withComponents: true });
}

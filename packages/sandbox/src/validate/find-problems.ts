import { isRecord } from "./fields.ts";
import { createFormErrors, type FormError } from "./form-errors.ts";
import { checkMessage } from "./message.ts";

/** What Discord would refuse in a message body; empty when it would take it. */
export function findProblems(body: unknown, filenames: readonly string[] = []): readonly FormError[] {
	const errors = createFormErrors();
	if (isRecord(body)) checkMessage(body, { errors, filenames });
	else errors.add([], "MODEL_TYPE_CONVERT", "Expected an object/dictionary.");
	return errors.list;
}

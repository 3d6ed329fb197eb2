import { checkText } from "./scalars.ts";
import { COMPLAINTS, complain, modelsAt, type Scope } from "./scope.ts";

/** Which attachments a request may name: those of `files[n]`, and of an edited message those that it has. */
export interface Nameable {
	readonly uploaded: ReadonlySet<string>;
	readonly kept: ReadonlySet<string>;
}

/** Checks `attachments`: each names a file that was uploaded with it, or one the message has. */
export function checkAttachments(body: Scope, { uploaded, kept }: Nameable): void {
	for (const attachment of modelsAt(body, "attachments", 10)) {
		const id = String(attachment.value["id"] ?? "");
		if (!uploaded.has(id) && !kept.has(id)) complain(attachment, ["id"], COMPLAINTS.attachment);
		checkText(attachment, "filename", 1024);
		checkText(attachment, "description", 1024);
		checkText(attachment, "title", 1024);
	}
}

import { render } from "preact";
import type { Row } from "./model/row.ts";
import type { Message } from "./model/wire.ts";
import { MessageRow } from "./ui/message/message-row.tsx";

/** Shows messages as the sandbox's page does, in an element of another page: the docs site's. Empties it with no rows. */
export function showMessages(element: Element, rows: readonly (Row & { readonly message: Message })[]): void {
	render(
		rows.map((row) => <MessageRow key={row.entry.index} row={row} message={row.message} isContinued={false} />),
		element,
	);
}

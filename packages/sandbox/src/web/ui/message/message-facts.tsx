import type { JSX } from "preact";
import { toLabel } from "../../markdown/mention.tsx";
import type { Row } from "../../model/row.ts";
import { namesOf } from "../../model/row.ts";
import type { Message } from "../../model/wire.ts";
import { Icon, type IconName } from "../icon.tsx";

const SUPPRESS_NOTIFICATIONS = 1 << 12;

interface Fact {
	readonly icon: IconName;
	readonly text: string;
	readonly tone: "ping" | "bad" | "plain";
}

/** What a reader of the channel would not see: who was pinged, how many alerts share the message, what went wrong. */
export function MessageFacts({ row, message }: { readonly row: Row; readonly message: Message }): JSX.Element | null {
	const facts = factsOf(row, message);
	if (facts.length === 0) return null;
	return (
		<ul class="facts">
			{facts.map(({ icon, text, tone }) => (
				<li key={text} class={`fact ${tone}`}>
					<Icon name={icon} />
					{text}
				</li>
			))}
		</ul>
	);
}

function factsOf({ entry, isDeleted }: Row, message: Message): Fact[] {
	const pinged = namesOf(message);
	const alerts = message.body.embeds?.length ?? 0;
	const isSilent = (Number(message.body.flags ?? 0) & SUPPRESS_NOTIFICATIONS) !== 0;
	const isLost = entry.reason !== undefined;
	return [
		pinged.length > 0 && fact("bell", `pings ${pinged.map(toLabel).join(", ")}`, "ping"),
		isSilent && fact("bell-off", "silent: no push notification", "plain"),
		alerts > 1 && fact("stack", `${alerts} alerts share this message`, "plain"),
		message.threadId !== undefined && fact("hash", placeOf(entry, message.threadId), "plain"),
		isLost && fact("plug", `stored, but the client could not know: ${entry.reason}`, "bad"),
		!isLost && entry.fault !== undefined && fact("bolt", `fault: ${entry.fault}`, "bad"),
		isDeleted && fact("trash", "deleted", "bad"),
	].filter((found) => found !== false && found !== undefined);
}

/** A new post of a forum has a name, which only its first request tells. */
function placeOf({ body }: Row["entry"], threadId: string): string {
	const { thread_name: name } = (body ?? {}) as { readonly thread_name?: unknown }; // it was stored, so it is an object
	return typeof name === "string" ? `new post: ${name}` : `in thread ${threadId}`;
}

function fact(icon: IconName, text: string, tone: Fact["tone"]): Fact {
	return { icon, text, tone };
}

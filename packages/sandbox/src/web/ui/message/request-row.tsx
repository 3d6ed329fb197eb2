import type { JSX } from "preact";
import type { Entry } from "../../model/wire.ts";
import { ClockTime } from "./clock.tsx";

const MEANING: Readonly<Record<string, string>> = {
	"GET webhook": "asked whether the webhook lives",
	"PATCH webhook": "changed the webhook",
	"DELETE webhook": "deleted the webhook",
	"GET message": "read a message",
	"PATCH message": "edited a message",
	"DELETE message": "deleted a message",
};

/** A request that stored nothing and was served: a boot check, an edit, a deletion. */
export function RequestRow({ entry }: { readonly entry: Entry }): JSX.Element {
	return (
		<div class="request">
			<ClockTime ms={entry.atMs} />
			<p>
				<strong class="method">{entry.method}</strong>
				<span class="status">{entry.status}</span>
				<span>{MEANING[`${entry.method} ${entry.target}`] ?? entry.path}</span>
				{entry.channel && <span class="in-channel">#{entry.channel}</span>}
			</p>
		</div>
	);
}

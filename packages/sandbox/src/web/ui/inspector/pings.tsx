import type { JSX } from "preact";
import { toLabel } from "../../markdown/mention.tsx";
import { namesOf } from "../../model/row.ts";
import type { Message } from "../../model/wire.ts";

/** Who would have been pinged. */
export function Pings({ message }: { readonly message: Message }): JSX.Element {
	const pinged = namesOf(message);
	return (
		<section class="pings-block">
			<h3>Would ping</h3>
			{message.withheld.length > 0 && (
				<ul>
					{message.withheld.map(({ mention, why }) => (
						<li key={mention}>
							<span class="mention mute">{toLabel(mention)}</span> no: {why}
						</li>
					))}
				</ul>
			)}
			{pinged.length === 0 ? (
				<p>Nobody.</p>
			) : (
				<ul>
					{pinged.map((name) => (
						<li key={name}>
							<span class="mention pings">{toLabel(name)}</span>
						</li>
					))}
				</ul>
			)}
		</section>
	);
}

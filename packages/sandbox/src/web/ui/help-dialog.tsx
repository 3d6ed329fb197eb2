import type { JSX } from "preact";
import { KEYS } from "../keyboard/keys.ts";
import { Dialog } from "./dialog.tsx";

/** The keyboard on one page. */
export function HelpDialog(): JSX.Element {
	return (
		<Dialog panel="help" title="Keyboard">
			<dl class="keys">
				{KEYS.map(({ keys, does }) => (
					<div key={does}>
						<dt>
							{keys.map((key) => (
								<kbd key={key}>{key}</kbd>
							))}
						</dt>
						<dd>{does}</dd>
					</div>
				))}
			</dl>
			<p class="note">Pictures are never fetched and links open outside. Nothing here leaves this machine.</p>
		</Dialog>
	);
}

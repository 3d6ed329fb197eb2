import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";

/** Text that is covered until it is clicked. */
export function Spoiler({ children }: { readonly children: ComponentChildren }): JSX.Element {
	const [isOpen, setOpen] = useState(false);
	if (isOpen) return <span class="spoiler open">{children}</span>;
	return (
		<button type="button" class="spoiler" aria-label="Spoiler: show" onClick={() => setOpen(true)}>
			<span aria-hidden="true">{children}</span>
		</button>
	);
}

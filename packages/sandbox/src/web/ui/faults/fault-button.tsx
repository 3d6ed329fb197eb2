import type { JSX } from "preact";
import { Icon } from "../icon.tsx";
import { dispatch, usePage } from "../page-store.ts";

/** Opens the faults, and says how many are on. */
export function FaultButton(): JSX.Element {
	const on = usePage((page) => page.standing.length);
	const isOpen = usePage((page) => page.panel === "faults");
	return (
		<button
			type="button"
			id="faults-button"
			class={on > 0 ? "faults-button is-on" : "faults-button"}
			aria-expanded={isOpen}
			aria-controls="faults"
			onClick={() => dispatch({ type: "panel-opened", panel: isOpen ? undefined : "faults" })}
		>
			<Icon name="bolt" />
			{on > 0 ? `${on} ${on === 1 ? "fault" : "faults"} on` : "Faults"}
		</button>
	);
}

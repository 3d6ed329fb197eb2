import { useEffect } from "preact/hooks";
import { channelsOf } from "../model/channels.ts";
import { createRowSelector } from "../model/select.ts";
import { dispatch, getPage } from "../ui/page-store.ts";
import { type Command, commandOf } from "./keys.ts";

/** Listens to the keyboard for the whole page. */
export function useKeyboard(): void {
	useEffect(() => {
		const listen = (event: KeyboardEvent): void => {
			// A dialog has the keyboard for itself.
			if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
			const command = commandOf(toPress(event));
			if (!command) return;
			event.preventDefault();
			COMMANDS[command]();
		};
		document.addEventListener("keydown", listen);
		return () => document.removeEventListener("keydown", listen);
	}, []);
}

function toPress({ key, altKey, ctrlKey, metaKey, target }: KeyboardEvent): Parameters<typeof commandOf>[0] {
	return { key, altKey, ctrlKey, metaKey, on: target instanceof HTMLElement ? placeOf(target) : "page" };
}

function placeOf(target: HTMLElement): Parameters<typeof commandOf>[0]["on"] {
	if (target.matches("input, textarea, select")) return "text";
	if (target.closest(".inspector")) return "reading";
	return target.matches("button, a") ? "control" : "page";
}

const selectRows = createRowSelector();

const COMMANDS: Readonly<Record<Command, () => void>> = {
	next: () => step(1),
	previous: () => step(-1),
	newest: () => jump(-1),
	oldest: () => jump(0),
	inspect: () => dispatch({ type: "inspected", index: getPage().selected }),
	search: () => document.getElementById("search")?.focus(),
	help: () => dispatch({ type: "panel-opened", panel: "help" }),
	faults: () => dispatch({ type: "panel-opened", panel: "faults" }),
	"next-channel": () => turn(1),
	"previous-channel": () => turn(-1),
	close,
};

function step(by: 1 | -1): void {
	const { selected } = getPage();
	const rows = selectRows(getPage());
	const at = rows.findIndex(({ entry }) => entry.index === selected);
	// From nowhere, one starts at the newest.
	const next = at === -1 ? rows.length - 1 : Math.min(Math.max(at + by, 0), rows.length - 1);
	dispatch({ type: "selected", index: rows[next]?.entry.index });
}

function jump(to: 0 | -1): void {
	dispatch({ type: "selected", index: selectRows(getPage()).at(to)?.entry.index });
}

function turn(by: 1 | -1): void {
	const { webhooks, channel } = getPage();
	const all = [undefined, ...channelsOf(webhooks)];
	dispatch({ type: "channel-chosen", channel: all.at((all.indexOf(channel) + by) % all.length) });
}

function close(): void {
	const { panel, isInspecting, query } = getPage();
	if (panel) dispatch({ type: "panel-opened", panel: undefined });
	else if (isInspecting) dispatch({ type: "inspected", index: undefined });
	else if (query !== "") dispatch({ type: "searched", query: "" });
	else if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
}

/** What the keyboard can do. */
export type Command =
	| "next"
	| "previous"
	| "newest"
	| "oldest"
	| "inspect"
	| "search"
	| "close"
	| "help"
	| "faults"
	| "next-channel"
	| "previous-channel";

interface Key {
	/** As printed on the keyboard. */
	readonly keys: readonly string[];
	readonly does: string;
	readonly command?: Command;
	/** The values of `KeyboardEvent.key`; with Alt where it starts with `Alt+`. */
	readonly events?: readonly string[];
}

/** Every key of the page; the help shows this list. */
export const KEYS: readonly Key[] = [
	{ keys: ["j", "↓"], does: "next request", command: "next", events: ["j", "ArrowDown"] },
	{ keys: ["k", "↑"], does: "previous request", command: "previous", events: ["k", "ArrowUp"] },
	{ keys: ["Enter"], does: "inspect the request", command: "inspect", events: ["Enter"] },
	{ keys: ["G", "End"], does: "newest", command: "newest", events: ["G", "End"] },
	{ keys: ["g", "Home"], does: "oldest", command: "oldest", events: ["g", "Home"] },
	{ keys: ["Alt ↓", "]"], does: "next channel", command: "next-channel", events: ["Alt+ArrowDown", "]"] },
	{ keys: ["Alt ↑", "["], does: "previous channel", command: "previous-channel", events: ["Alt+ArrowUp", "["] },
	{ keys: ["/"], does: "search", command: "search", events: ["/"] },
	{ keys: ["f"], does: "faults", command: "faults", events: ["f"] },
	{ keys: ["?"], does: "this help", command: "help", events: ["?"] },
	{ keys: ["Esc"], does: "close, or clear the search", command: "close", events: ["Escape"] },
];

interface KeyPress {
	readonly key: string;
	readonly altKey: boolean;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	/** Where the focus is: where text is typed, where text is read, on a button or a link, or elsewhere. */
	readonly on: "text" | "reading" | "control" | "page";
}

/**
 * The command that a key gives. Where text is typed only Esc does; where it is read, arrows and the like scroll; on a
 * control Enter is the control's.
 */
export function commandOf({ key, altKey, ctrlKey, metaKey, on }: KeyPress): Command | undefined {
	if (ctrlKey || metaKey) return undefined;
	const name = altKey ? `Alt+${key}` : key;
	const command = KEYS.find(({ events }) => events?.includes(name))?.command;
	if (on === "text" && command !== "close") return undefined;
	if (on === "reading" && key.length > 1 && !altKey && command !== "close") return undefined;
	return on === "control" && command === "inspect" ? undefined : command;
}

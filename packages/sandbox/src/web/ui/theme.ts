import { useEffect, useState } from "preact/hooks";

/** How the page is lit. */
export type Theme = "system" | "light" | "dark";

const KEY = "dat-sandbox-theme";
const ORDER: readonly Theme[] = ["system", "light", "dark"];

/** The one after, in the order of the button. */
export function nextTheme(theme: Theme): Theme {
	return ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? "system";
}

/** The reader's choice, remembered. Without one, the system's setting holds, also while it changes. */
export function useTheme(): [theme: Theme, set: (theme: Theme) => void] {
	const [theme, setTheme] = useState<Theme>(readTheme);
	useEffect(() => {
		document.documentElement.dataset["theme"] = theme;
		try {
			localStorage.setItem(KEY, theme);
		} catch {
			// Storage may be off; then the choice holds for this visit.
		}
	}, [theme]);
	return [theme, setTheme];
}

function readTheme(): Theme {
	try {
		const stored = localStorage.getItem(KEY);
		return ORDER.find((theme) => theme === stored) ?? "system";
	} catch {
		return "system";
	}
}

import type { JSX } from "preact";
import { clear } from "../../server-link/api.ts";
import { Icon, type IconName } from "../icon.tsx";
import { dispatch, usePage } from "../page-store.ts";
import { nextTheme, useTheme } from "../theme.ts";

/** Totals, and the buttons that are about the whole page. */
export function Tools(): JSX.Element {
	const { requests, stored, limited, refused } = usePage((page) => page.totals);
	return (
		<footer class="tools">
			<dl class="totals">
				<Total name="requests" count={requests} />
				<Total name="stored" count={stored} />
				<Total name="429" count={limited} />
				<Total name="refused" count={refused} />
			</dl>
			<div class="tool-row">
				<ThemeButton />
				<ToolButton
					icon="help"
					label="Keyboard and help"
					onClick={() => dispatch({ type: "panel-opened", panel: "help" })}
				/>
				<ToolButton icon="trash" label="Clear everything" onClick={clear} />
			</div>
		</footer>
	);
}

function Total({ name, count }: { readonly name: string; readonly count: number }): JSX.Element {
	return (
		<div>
			<dt>{name}</dt>
			<dd>{count.toLocaleString("en")}</dd>
		</div>
	);
}

const THEME_ICON = { system: "auto", light: "sun", dark: "moon" } as const;

function ThemeButton(): JSX.Element {
	const [theme, setTheme] = useTheme();
	return (
		<ToolButton
			icon={THEME_ICON[theme]}
			label={`Theme: ${theme}. Change to ${nextTheme(theme)}`}
			onClick={() => setTheme(nextTheme(theme))}
		/>
	);
}

function ToolButton({
	icon,
	label,
	onClick,
}: {
	readonly icon: IconName;
	readonly label: string;
	readonly onClick: () => void;
}): JSX.Element {
	return (
		<button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
			<Icon name={icon} />
		</button>
	);
}

import type { JSX } from "preact";

const PATHS = {
	hash: "M9 4 7 20M17 4l-2 16M4 9h17M3 15h17",
	all: "M4 6h16M4 12h16M4 18h10",
	search: "M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13ZM20 20l-4.8-4.8",
	close: "M5 5l14 14M19 5 5 19",
	menu: "M4 6h16M4 12h16M4 18h16",
	help: "M9 9a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 1.8v.5M12 17.5v.1M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18Z",
	sun: "M12 16a4 4 0 1 1 0-8 4 4 0 0 1 0 8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5",
	moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z",
	auto: "M4 5h16v11H4zM9 20h6M12 16v4",
	trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
	bolt: "M13 2 5 14h6l-1 8 9-13h-6z",
	bell: "M6 10a6 6 0 1 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7ZM10 20.5h4",
	"bell-off": "M8 5.5A6 6 0 0 1 18 10c0 3 .7 4.6 1.3 5.5M16 17H4c0-1 2-2 2-7M10 20.5h4M3 3l18 18",
	copy: "M9 9h11v11H9zM5 15H4V4h11v1",
	check: "M4 12.5 9.5 18 20 6.5",
	image: "M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 4M15.5 9.5v.1",
	file: "M6 3h8l5 5v13H6zM14 3v5h5",
	alert: "M12 4 2.5 20h19zM12 10v4.5M12 17.3v.1",
	down: "M12 5v14M6 13l6 6 6-6",
	inspect: "M8 5 2 12l6 7M16 5l6 7-6 7",
	stack: "M12 3 3 8l9 5 9-5zM3 13l9 5 9-5",
	plug: "M9 3v6M15 3v6M6 9h12v3a6 6 0 0 1-12 0zM12 18v3",
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof PATHS;

/** A small drawing; it says nothing to screen readers, the text beside it does. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
	return (
		<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
			<path d={PATHS[name]} />
		</svg>
	);
}

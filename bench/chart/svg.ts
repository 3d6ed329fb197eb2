/** The width that all charts are drawn for; they scale. */
export const PAPER = { width: 720 };

/**
 * Colours that are legible on white and on the dark of GitHub and of the site. Within the site its variables win, because its
 * switch may differ from what the system prefers; alone, as an image, the system's preference counts.
 */
const STYLE = `.chart{--ink:var(--vp-c-text-1,#1f2328);--soft:var(--vp-c-divider,#d1d9e0);--ours:var(--vp-c-brand-1,#3451b2);--bar:var(--vp-c-text-3,#818b98);--warn:#d97706;font:13px system-ui,sans-serif}
@media (prefers-color-scheme:dark){.chart{--ink:var(--vp-c-text-1,#f0f6fc);--soft:var(--vp-c-divider,#3d444d);--ours:var(--vp-c-brand-1,#a8b1ff);--bar:var(--vp-c-text-3,#9198a1)}}
.chart .ink{fill:var(--ink)}.chart .ink.ours,.chart .head{font-weight:600}.chart .bar{fill:var(--bar)}.chart .bar.ours{fill:var(--ours)}
.chart .axis{fill:none;stroke:var(--soft)}.chart .line{fill:none;stroke:var(--ours);stroke-width:1.5}.chart .line.other{stroke:var(--warn)}.chart .band{fill:var(--warn);opacity:.14}`;

/** A whole SVG with its title, which is also what a screen reader says. */
export function draw({
	title,
	height,
	body,
}: {
	readonly title: string;
	readonly height: number;
	readonly body: string;
}): string {
	const name = escapeText(title);
	return `<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 ${PAPER.width} ${height}" role="img" aria-label="${name}">
<style>${STYLE}</style>
<text class="ink head" x="0" y="16">${name}</text>
${body}
</svg>
`;
}

export function escapeText(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

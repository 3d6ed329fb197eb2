import { draw, escapeText, PAPER } from "./svg.ts";

/** One bar. */
export interface Bar {
	readonly label: string;
	/** Absent: none, and the note says why. */
	readonly value: number | undefined;
	/** Written behind the bar. */
	readonly note: string;
	readonly isOurs: boolean;
}

const ROW = 26;
const TOP = 34;
const LABELS = 190;
const NOTES = 70;

/** Horizontal bars from zero, in the order given. */
export function drawBars({ title, bars }: { readonly title: string; readonly bars: readonly Bar[] }): string {
	const most = Math.max(...bars.map(({ value }) => value ?? 0), Number.MIN_VALUE);
	const rows = bars.map(({ label, value, note, isOurs }, index) => {
		const y = TOP + index * ROW;
		const width = Math.max(((value ?? 0) / most) * (PAPER.width - LABELS - NOTES), value === undefined ? 0 : 1);
		const strong = isOurs ? " ours" : "";
		return [
			`<text class="ink${strong}" x="${LABELS - 8}" y="${y + 16}" text-anchor="end">${escapeText(label)}</text>`,
			`<rect class="bar${strong}" x="${LABELS}" y="${y + 4}" width="${width.toFixed(1)}" height="${ROW - 8}" rx="2"/>`,
			`<text class="ink${strong}" x="${(LABELS + width + 6).toFixed(1)}" y="${y + 16}">${escapeText(note)}</text>`,
		].join("");
	});
	return draw({ title, height: TOP + bars.length * ROW + 6, body: rows.join("") });
}

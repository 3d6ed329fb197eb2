import type { Severity } from "../alert/severity.ts";

/** The colour bars (design rule 1). */
export const COLORS = {
	P0: 0xff0000,
	P1: 0xff8800,
	P2: 0xffcc00,
	P3: 0x00cc66,
	trade: 0x3399ff,
	DEV: 0x808080,
	audit: 0xffffff,
} as const;

/**
 * The colour of an alert; a P3 with `trade` is blue.
 *
 * @example
 * colorFor("P0"); // 0xff0000
 */
export function colorFor(severity: Severity, trade = false): number {
	return COLORS[trade && severity === "P3" ? "trade" : severity];
}

const DOTS: Readonly<Record<Severity, string>> = { P0: "🔴", P1: "🟠", P2: "🟡", P3: "🟢", DEV: "⚪" };

/**
 * The severity as people read it in front of a title, so that it does not hang on the colour alone: `🔴 P0`.
 *
 * @example
 * severityLabel("P2"); // "🟡 P2"
 */
export function severityLabel(severity: Severity): string {
	return `${DOTS[severity]} ${severity}`;
}

import { type NotifierOptions, SEVERITIES, type Severity } from "@dat/core";
import { seededRandom } from "@dat/core/testing";
import { FAULTS, ODD_FAULTS, type SandboxLimits, STANDING_FAULTS } from "@dat/sandbox";
import { ABSURD_REPLIES } from "./absurd-replies.ts";

/** One thing that happens; a life is a list of them, so that a failing one can be made shorter. */
export type Step =
	/** `isSame`: alerts of one key, a storm. */
	| { readonly type: "raise"; readonly severities: readonly Severity[]; readonly isSame: boolean }
	/** Awaited, for so long. */
	| { readonly type: "send"; readonly severity: Severity; readonly timeoutMs: number }
	/** The next requests to a webhook meet these. */
	| { readonly type: "fault"; readonly webhook: number; readonly names: readonly string[] }
	/** Every request meets it from now on; nothing does, without a name. */
	| { readonly type: "stand"; readonly name: string | undefined; readonly webhook: number | undefined }
	/** The wall clock jumps. */
	| { readonly type: "jump"; readonly ms: number }
	/** Writes to the spool fail, or work again. */
	| { readonly type: "disk"; readonly isFull: boolean }
	/** The process dies, and another starts. */
	| { readonly type: "kill" }
	| { readonly type: "flush"; readonly timeoutMs: number }
	| { readonly type: "wait"; readonly ms: number };

/** Everything that a seed decides. */
export interface Plan {
	readonly seed: number;
	/** The webhooks there are: the first so many of alerts, info, dev and audit. */
	readonly channels: readonly string[];
	readonly options: Pick<NotifierOptions, "queue" | "coalesce" | "throttle" | "pacing" | "maxAgeMs">;
	readonly limits: Partial<SandboxLimits>;
	/** One way, about. */
	readonly latencyMs: number;
	readonly hasSpool: boolean;
	readonly steps: readonly Step[];
}

/** What a disk that fails for a while did not forget is sent again, and nothing tells it from a first time. */
export function hasFailingDisk({ steps }: Plan): boolean {
	return steps.some((step) => step.type === "disk");
}

/** What may be scripted: `silent-drop` answers 204 and stores nothing, which nobody can notice. */
export const SCRIPTED: Readonly<Record<string, object>> = (() => {
	const { "silent-drop": _unnoticeable, ...odd } = ODD_FAULTS;
	return { ...FAULTS, ...odd, ...ABSURD_REPLIES };
})();
const STANDING = Object.keys(STANDING_FAULTS);
/** After it, its webhook is gone for this life; too often, and nothing else would be seen. */
const RARE = new Set(["dead"]);

/** Draws a life. */
export function planLife(seed: number): Plan {
	const draw = createDraw(seed);
	const channels = ["alerts", "info", "dev", "audit"].slice(0, 2 + draw.below(3));
	const hasSpool = draw.chance(0.35);
	return {
		seed,
		channels,
		options: {
			queue: { max: draw.pick([5, 20, 500]), maxTotal: draw.pick([30, 10_000]) },
			coalesce: draw.chance(0.8),
			throttle: draw.chance(0.5) ? false : { max: 3 },
			pacing: draw.chance(0.8) ? {} : false,
			...(draw.chance(0.2) && { maxAgeMs: draw.pick([20_000, 3_600_000]) }),
		},
		// Hidden limits other than those that are assumed, and a global one that a burst meets.
		limits: {
			...(draw.chance(0.2) && { channel: { max: draw.pick([5, 12]), windowMs: 60_000 } }),
			...(draw.chance(0.2) && { global: { max: 3, windowMs: 1000 } }),
			...(draw.chance(0.1) && { write: { max: 4, windowMs: 10_000 } }),
			...(draw.chance(0.1) && { invalid: { max: 3, windowMs: 600_000 }, banMs: 120_000 }),
		},
		latencyMs: draw.pick([1, 20, 150]),
		hasSpool,
		steps: Array.from({ length: 5 + draw.below(25) }, () =>
			drawSteps(draw, { hasSpool, webhooks: channels.length }),
		).flat(),
	};
}

type Draw = ReturnType<typeof createDraw>;

function createDraw(seed: number) {
	const random = seededRandom(seed);
	const below = (most: number): number => Math.floor(random() * most);
	const chance = (share: number): boolean => random() < share;
	// Checked: no list here is empty.
	const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
	return { random, below, chance, pick };
}

function drawSteps(
	draw: Draw,
	{ hasSpool, webhooks }: { readonly hasSpool: boolean; readonly webhooks: number },
): Step[] {
	const steps: Step[] = [drawRaise(draw)];
	if (draw.chance(0.1))
		steps.push({ type: "send", severity: draw.pick(SEVERITIES), timeoutMs: draw.pick([100, 60_000]) });
	if (draw.chance(0.3)) steps.push(...drawFault(draw, webhooks));
	if (draw.chance(0.1)) steps.push({ type: "jump", ms: Math.round((draw.random() - 0.5) * 7_200_000) });
	if (hasSpool && draw.chance(0.05)) steps.push({ type: "disk", isFull: draw.chance(0.5) });
	if (draw.chance(hasSpool ? 0.1 : 0.02)) steps.push({ type: "kill" });
	if (draw.chance(0.05)) steps.push({ type: "flush", timeoutMs: draw.pick([50, 10_000]) });
	return [...steps, { type: "wait", ms: Math.round(draw.pick([0, 5, 300, 2500, 20_000]) * draw.random()) }];
}

function drawRaise(draw: Draw): Step {
	const count = draw.chance(0.15) ? 40 : 1 + draw.below(3);
	return {
		type: "raise",
		severities: Array.from({ length: count }, () => draw.pick(SEVERITIES)),
		isSame: draw.chance(0.2),
	};
}

function drawFault(draw: Draw, webhooks: number): Step[] {
	if (draw.chance(0.15)) {
		const name = draw.chance(0.5) ? draw.pick(STANDING) : undefined;
		return [{ type: "stand", name, webhook: draw.chance(0.5) ? draw.below(webhooks) : undefined }];
	}
	const name = draw.pick(Object.keys(SCRIPTED));
	if (RARE.has(name) && draw.chance(0.7)) return [];
	return [
		{ type: "fault", webhook: draw.below(webhooks), names: Array.from({ length: 1 + draw.below(4) }, () => name) },
	];
}

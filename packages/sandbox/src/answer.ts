import type { Handled } from "./api/handled.ts";
import type { BucketView, LimitKind } from "./rate-limit.ts";

/** An answer, and what it left in the sandbox. */
export interface Answer extends Handled {
	/** Discord's edge answers, not its API. */
	readonly isEdge?: boolean;
	readonly fault?: string;
	readonly bucket?: BucketView;
	readonly bucketHash?: string;
	readonly limitedBy?: LimitKind;
	readonly delayMs?: number;
	readonly dripMs?: number;
}

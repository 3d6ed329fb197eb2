/** What the two threads share, besides the records of alerts: control words, and three tables about slots. */
export interface SharedMemory {
	/** Words by {@link WORDS}. */
	readonly control: SharedArrayBuffer;
	/** Slots whose records are on their way to the worker, a ring of words. */
	readonly ring: SharedArrayBuffer;
	/** How alerts ended that nobody asked about: `slot | ending << 24`, a ring of words. */
	readonly endings: SharedArrayBuffer;
	/** One byte per slot: {@link SENT} once it has been sent and nobody knows whether it arrived. */
	readonly states: SharedArrayBuffer;
}

/** Control words, by index into an Int32Array. Positions and counts wrap at 32 bits. */
export const WORDS = {
	/** Words written into `ring`; the reader keeps its own position. */
	ringHead: 0,
	/** 1 while the worker sleeps and must be woken. */
	isAsleep: 2,
	/** How many alerts and messages the worker had taken when nothing was under way any more. */
	idleAt: 3,
	/** Words written into `endings`; the reader keeps its own position. */
	endingsHead: 4,
	/** 1 when the worker has ended. */
	hasEnded: 5,
	/** 1 while somebody on the caller's thread hears events and outcomes. */
	isHeard: 1,
	/** The counters of the books that are kept by the worker. */
	requests: 6,
	rateLimited: 7,
	summaries: 8,
	auditLines: 9,
	notices: 10,
} as const;

/** The words that are counters of the books. */
export const COUNTERS = ["requests", "rateLimited", "summaries", "auditLines", "notices"] as const;

/** In `states`: has been sent, and nobody knows whether it arrived. */
export const SENT = 1;

/** Allocates for so many slots, so that no ring is ever full; a power of two, so that positions wrap without a gap. */
export function allocate(slots: number): SharedMemory {
	const most = 2 ** Math.ceil(Math.log2(slots));
	return {
		control: new SharedArrayBuffer(64),
		ring: new SharedArrayBuffer(most * 4),
		endings: new SharedArrayBuffer(most * 4),
		states: new SharedArrayBuffer(most),
	};
}

import type { Alert } from "../../alert/alert.ts";

/** Reads a header, case-insensitively. */
export type ReadHeader = (name: string) => string | null;

/** What a signature is checked against. */
export interface Evidence {
	readonly header: ReadHeader;
	readonly body: Uint8Array<ArrayBuffer>;
	/** Wall clock, ms. */
	readonly nowMs: number;
}

/** How a system proves that a request is its own: by a header, before the body is read, or by a signature of the body. */
export type Proof =
	| { readonly of: "header"; readonly verify: (header: ReadHeader) => Promise<boolean> }
	| { readonly of: "body"; readonly verify: (evidence: Evidence) => Promise<boolean> };

/** Another system's way of posting. */
export interface InboundSource {
	/** Names it in footers and keys. */
	readonly name: string;
	readonly proof: Proof;
	/** The alerts in a payload; none when it tells of nothing to act on, `undefined` when it is not this system's. Pure. */
	readonly toAlerts: (payload: unknown, header: ReadHeader) => readonly Alert[] | undefined;
	/** What the system calls this delivery, when it names a repetition the same. */
	readonly toDeliveryId?: (payload: unknown, header: ReadHeader) => string | undefined;
}

/** Bytes that may be spent at the same time. */
export interface Allowance {
	readonly spent: number;
	/** Takes so many bytes, if there are any left; call what it returns to give them back. */
	take(bytes: number): (() => void) | undefined;
}

/** Nothing spent. */
export function createAllowance(most: number): Allowance {
	let spent = 0;
	return {
		get spent() {
			return spent;
		},
		take: (bytes) => {
			if (spent + bytes > most) return undefined;
			spent += bytes;
			return () => {
				spent -= bytes;
			};
		},
	};
}

/** Alerts that this page had to give up; the relay says so in the next message. */
export interface LostCount {
	readonly count: number;
	add(): void;
	/** So many have been told. */
	forget(told: number): void;
}

/** Nothing lost. */
export function createLostCount(): LostCount {
	let count = 0;
	return {
		get count() {
			return count;
		},
		add: () => {
			count++;
		},
		forget: (told) => {
			count -= told;
		},
	};
}

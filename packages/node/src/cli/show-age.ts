/** `40 s`, `12 min`, `5 h`, `3 days`. */
export function showAge(ms: number): string {
	const minutes = Math.floor(ms / 60_000);
	if (minutes < 1) return `${Math.floor(ms / 1000)} s`;
	if (minutes < 60) return `${minutes} min`;
	return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}

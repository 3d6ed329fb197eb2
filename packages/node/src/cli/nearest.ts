/** The name that was probably meant: at most two letters off. */
export function findNearest(word: string, names: readonly string[]): string | undefined {
	const [best] = names
		.map((name) => ({ name, distance: countEdits(word, name) }))
		.filter(({ name, distance }) => distance <= 2 && distance < name.length)
		.sort((one, other) => one.distance - other.distance);
	return best?.name;
}

/** Levenshtein's distance, a row at a time. */
function countEdits(from: string, to: string): number {
	let row = Array.from({ length: to.length + 1 }, (_, index) => index);
	for (const [line, letter] of [...from].entries()) {
		const next = [line + 1];
		for (let at = 1; at <= to.length; at++)
			next[at] = Math.min(
				(row[at] ?? 0) + 1,
				(next[at - 1] ?? 0) + 1,
				(row[at - 1] ?? 0) + (to[at - 1] === letter ? 0 : 1),
			);
		row = next;
	}
	return row[to.length] ?? 0;
}

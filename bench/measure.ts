/** CPU time of one call, ns: the best of five rounds after a warm-up, because machines are noisy. */
export function cpuNanoseconds(rounds: number, run: (index: number) => void): number {
	for (let index = 0; index < rounds / 10; index++) run(index);
	const best = Array.from({ length: 5 }, () => {
		const started = process.cpuUsage();
		for (let index = 0; index < rounds; index++) run(index);
		const { user, system } = process.cpuUsage(started);
		return ((user + system) * 1000) / rounds;
	});
	return Math.min(...best);
}

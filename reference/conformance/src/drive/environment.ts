/** Variables of the machine that would change what a port does. */
const FOREIGN =
	/^(?:DISCORD_|DAT_|NOTIFY_DISCORD|VITEST|VITE_|JEST_|NODE_TEST_|NODE_OPTIONS$|NODE_V8_COVERAGE$|NODE_ENV$|TEST$|.*_proxy$)/i;

/** The environment of a port: the machine's without what belongs to others, the port's own, and the case's. */
export function toEnvironment(
	given: Readonly<Record<string, string>>,
	{
		env,
		envMap,
	}: { readonly env: Readonly<Record<string, string>>; readonly envMap: Readonly<Record<string, string>> },
): NodeJS.ProcessEnv {
	const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
	const renamed = Object.entries(given).flatMap(([name, value]): [string, string][] => {
		const other = envMap[name];
		return other === undefined
			? [[name, value]]
			: [
					[name, value],
					[other, value],
				];
	});
	return { ...inherited, ...env, ...Object.fromEntries(renamed) };
}

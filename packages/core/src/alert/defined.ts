/** A record whose members may be `undefined`, as one in which such members may be missing instead. */
export type Defined<Given> = { [Name in keyof Given as undefined extends Given[Name] ? never : Name]: Given[Name] } & {
	[Name in keyof Given as undefined extends Given[Name] ? Name : never]?: Exclude<Given[Name], undefined>;
};

/** The record without its `undefined` members: what is sent or told has no empty places. */
export function defined<const Given extends object>(given: Given): Defined<Given> {
	const kept: { [Name in keyof Given]?: unknown } = {};
	for (const name in given) if (given[name] !== undefined) kept[name] = given[name];
	// Checked: only members that may be absent are left out.
	return kept as Defined<Given>;
}

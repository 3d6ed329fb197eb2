/** A piece of a component that can be read. */
export interface Part {
	readonly text: string;
	/** Text with markup; else a label. */
	readonly isText: boolean;
}

/** What a component says, in the order of the message; nested ones come where they stand. */
export function partsOf(component: unknown): readonly Part[] {
	if (typeof component !== "object" || component === null) return [];
	const { content, label, placeholder, components, accessory, items } = component as Record<string, unknown>; // an object
	const own = [
		...(typeof content === "string" ? [{ text: content, isText: true }] : []),
		...[label, placeholder].filter((text) => typeof text === "string").map((text) => ({ text, isText: false })),
	];
	const inner = [components, items].flatMap((list) => (Array.isArray(list) ? list : []));
	return [...own, ...inner.flatMap(partsOf), ...partsOf(accessory)];
}

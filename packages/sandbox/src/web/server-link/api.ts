/** Reads a part of what the server knows. */
export async function read<Part>(part: string): Promise<Part> {
	const response = await fetch(`/_sandbox/${part}`);
	if (!response.ok) throw new Error(`${part}: ${response.status}`);
	return response.json();
}

/** Forgets everything; the event stream tells it to every page. */
export async function clear(): Promise<void> {
	await fetch("/_sandbox/reset", { method: "POST" });
}

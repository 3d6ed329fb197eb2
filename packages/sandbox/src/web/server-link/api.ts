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

/** Switches a standing fault, for one webhook or for all; the event stream tells it to every page. */
export async function switchFault(name: string, on: boolean, webhookId: string | undefined): Promise<void> {
	await fetch("/_sandbox/faults", { method: "POST", body: JSON.stringify({ name, on, webhookId }) });
}

/** Switches every fault off. */
export async function endFaults(): Promise<void> {
	await fetch("/_sandbox/faults", { method: "DELETE" });
}

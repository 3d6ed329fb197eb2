/** The reader's own code: posts, and tries once more when Discord is busy. */
export async function sendAlert(url: string, content: string): Promise<void> {
	const init = {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ content, allowed_mentions: { parse: [] } }),
	};
	const response = await fetch(url, init);
	if (response.status >= 500) await fetch(url, init);
}

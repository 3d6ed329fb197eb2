import type { SandboxFetchInit } from "@dat/sandbox";

/** A JSON request. */
export function json(method: string, body: unknown): SandboxFetchInit {
	return { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** A multipart POST of these parts; a `Blob` becomes a file. */
export async function multipart(
	parts: Readonly<Record<string, string | readonly [content: string, filename: string]>>,
	method = "POST",
): Promise<SandboxFetchInit> {
	const form = new FormData();
	for (const [name, part] of Object.entries(parts)) {
		if (typeof part === "string") form.set(name, part);
		else form.set(name, new Blob([part[0]], { type: "image/png" }), part[1]);
	}
	const response = new Response(form);
	return {
		method,
		headers: Object.fromEntries(response.headers),
		body: new Uint8Array(await response.arrayBuffer()),
	};
}

/** An urlencoded POST. */
export function urlencoded(fields: Readonly<Record<string, string>>): SandboxFetchInit {
	return {
		method: "POST",
		headers: { "content-type": "application/x-www-form-urlencoded" },
		body: new URLSearchParams(fields).toString(),
	};
}

/** The codes of a refusal's field errors, by path. */
export function codesOf(body: unknown, path = ""): string[] {
	if (typeof body !== "object" || body === null) return [];
	return Object.entries(body).flatMap(([key, value]) =>
		key === "_errors"
			? (value as { code: string }[]).map(({ code }) => `${path} ${code}`)
			: codesOf(value, path === "" ? key : `${path}.${key}`),
	);
}

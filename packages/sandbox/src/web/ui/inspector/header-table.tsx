import type { JSX } from "preact";

/** The headers of a request or a response. */
export function HeaderTable({
	title,
	headers,
}: {
	readonly title: string;
	readonly headers: Readonly<Record<string, string>>;
}): JSX.Element {
	return (
		<section class="block">
			<h3>{title}</h3>
			<dl class="headers">
				{Object.entries(headers).map(([name, value]) => (
					<div key={name} class={/ratelimit|retry-after/.test(name) ? "header about-limits" : "header"}>
						<dt>{name}</dt>
						<dd>{value}</dd>
					</div>
				))}
			</dl>
		</section>
	);
}

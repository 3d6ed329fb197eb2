import type { JSX } from "preact";
import { toField } from "../../model/explain.ts";
import type { Entry } from "../../model/wire.ts";

/** Each thing that Discord did not like. */
export function ProblemTable({ problems }: Pick<Entry, "problems">): JSX.Element {
	return (
		<table>
			<thead>
				<tr>
					<th>Field</th>
					<th>Problem</th>
				</tr>
			</thead>
			<tbody>
				{problems.map(({ path, code, message }) => (
					<tr key={path + code + message}>
						<td>
							<code>{toField(path)}</code>
						</td>
						<td>
							{message} <small>{code}</small>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

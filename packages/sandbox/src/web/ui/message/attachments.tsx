import type { JSX } from "preact";
import type { Message } from "../../model/wire.ts";
import { Icon } from "../icon.tsx";

/** The files of a message. */
export function Attachments({ files }: Pick<Message, "files">): JSX.Element {
	return (
		<ul class="files" aria-label="Files">
			{files.map(({ filename, size, type }) => (
				<li key={filename} class="file">
					<Icon name="file" />
					<span>
						<strong>{filename}</strong>
						<small>
							{toSize(size)} · {type}
						</small>
					</span>
				</li>
			))}
		</ul>
	);
}

function toSize(bytes: number): string {
	if (bytes < 1024) return `${bytes} bytes`;
	return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(2)} MB`;
}

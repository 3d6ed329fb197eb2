/** Fixed, so that a retry has the same bytes; in JSON no line begins with it, for its line breaks are escaped. */
const BOUNDARY = "dat-alert";

/** A message as Discord takes it without a preflight: a part without a file name is a field and no file. */
export function toForm(json: string): Blob {
	const part = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="payload_json"\r\n\r\n${json}\r\n`;
	return new Blob([part, `--${BOUNDARY}--\r\n`], { type: `multipart/form-data; boundary=${BOUNDARY}` });
}

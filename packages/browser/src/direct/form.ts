/** A message as Discord takes it without a preflight: a string part has no file name, so it is a field and no file. */
export function toForm(json: string): FormData {
	const form = new FormData();
	form.append("payload_json", json);
	return form;
}

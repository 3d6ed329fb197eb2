import type { Alert } from "@dat/core";

/** The alert as code in a language. */
type Write = (alert: Alert) => string;

const js = (value: unknown): string =>
	JSON.stringify(value, undefined, "\t").replace(/^(\t*)"([A-Za-z_]\w*)":/gm, "$1$2:");

const inJs =
	(from: string): Write =>
	(alert) =>
		`import { createNotifier } from "${from}";\n\nconst notifier = createNotifier();\nnotifier.notify(${js(alert)});\nawait notifier.close();\n`;

const json: Write = (alert) => JSON.stringify(alert, undefined, "\t");

/** Text within single quotes of a shell. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const pairs = ({ fields = {} }: Alert): readonly (readonly [string, string])[] =>
	Array.isArray(fields)
		? fields.map(({ name, value }) => [name, value] as const)
		: Object.entries(fields).map(([name, value]) => [name, String(value)] as const);

const python: Write = (alert) => {
	const fields = pairs(alert).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
	const words = [
		JSON.stringify(alert.severity),
		JSON.stringify(alert.title),
		...(alert.description ? [`description=${JSON.stringify(alert.description)}`] : []),
		...(fields.length > 0 ? [`fields={${fields.join(", ")}}`] : []),
	];
	return `from dat import Alert, Notifier\n\nwith Notifier() as notifier:\n    notifier.notify(Alert(${words.join(", ")}))\n`;
};

const shell: Write = (alert) => {
	const fields = pairs(alert).map(([name, value]) => ` --field ${quote(`${name}=${value}`)}`);
	const description = alert.description ? ` --description ${quote(alert.description)}` : "";
	return `dat send ${alert.severity} ${quote(alert.title)}${description}${fields.join("")}\n`;
};

const go: Write = (alert) => {
	const fields = pairs(alert).map(
		([name, value]) => `{Name: ${JSON.stringify(name)}, Value: ${JSON.stringify(value)}}`,
	);
	const lines = [
		`Severity:    dat.${alert.severity},`,
		`Title:       ${JSON.stringify(alert.title)},`,
		...(alert.description ? [`Description: ${JSON.stringify(alert.description)},`] : []),
		...(fields.length > 0 ? [`Fields:      []dat.Field{${fields.join(", ")}},`] : []),
	];
	return `notifier.Notify(dat.Alert{\n\t${lines.join("\n\t")}\n})\n`;
};

const rust: Write = (alert) => {
	const text = (value: unknown): string => JSON.stringify(value).replace(/\\u([0-9a-f]{4})/g, "\\u{$1}");
	const severity = alert.severity === "DEV" ? "Dev" : alert.severity;
	const parts = [
		...(alert.description ? [`.description(${text(alert.description)})`] : []),
		...pairs(alert).map(([name, value]) => `.field(${text(name)}, ${text(value)})`),
	];
	const given = `Alert::new(Severity::${severity}, ${text(alert.title)})`;
	return `notifier.notify(${[given, ...parts].join("\n    ")});\n`;
};

/** Text within single quotes of Ruby and PHP. */
const single = (value: unknown): string => `'${String(value).replace(/[\\']/g, "\\$&")}'`;

const ruby: Write = (alert) => {
	const words = [
		`severity: ${single(alert.severity)}`,
		`title: ${single(alert.title)}`,
		...(alert.description ? [`description: ${single(alert.description)}`] : []),
		...hash(alert, (fields) => `fields: { ${fields} }`),
	];
	return `require_relative 'lib/dat'\n\nnotifier = Dat::Notifier.new\nnotifier.notify(${words.join(", ")})\nnotifier.close\n`;
};

const php: Write = (alert) => {
	const words = [
		`'severity' => ${single(alert.severity)}`,
		`'title' => ${single(alert.title)}`,
		...(alert.description ? [`'description' => ${single(alert.description)}`] : []),
		...hash(alert, (fields) => `'fields' => [${fields}]`),
	];
	return `require 'dat.php';\n\n$notifier = new Dat\\Notifier();\n$outcome = $notifier->send([${words.join(", ")}]);\n`;
};

/** The fields as `name => value`, which Ruby and PHP write alike. */
const hash = (alert: Alert, write: (fields: string) => string): readonly string[] => {
	const fields = pairs(alert).map(([name, value]) => `${single(name)} => ${single(value)}`);
	return fields.length > 0 ? [write(fields.join(", "))] : [];
};

/** A program that takes the alert as JSON from its standard input. */
const program =
	(command: string): Write =>
	(alert) =>
		`${command} <<'ALERT'\n${json(alert)}\nALERT\n`;

/** The languages by the name on their tab. */
export const LANGUAGES: Readonly<Record<string, Write>> = {
	JSON: json,
	Node: inJs("@dat/node"),
	Deno: inJs("jsr:@dat/deno"),
	Shell: shell,
	Python: python,
	Bash: program("./reference/bash/port.sh"),
	Go: go,
	Rust: rust,
	Ruby: ruby,
	PHP: php,
};

/** What goes over the wire, for curl. */
export function toCurl(message: object | undefined): string {
	return `curl -sS -H 'content-type: application/json' -d @- "$DISCORD_WEBHOOK?wait=true" <<'MESSAGE'\n${JSON.stringify(message ?? {}, undefined, "\t")}\nMESSAGE\n`;
}

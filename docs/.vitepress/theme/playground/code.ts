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

/** Any other language: a port reads the alert as JSON from its standard input. */
const port =
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
	Bash: port("./reference/bash/port.sh"),
	Go: port("go run ./reference/go/cmd/port"),
	Ruby: port("ruby reference/ruby/port.rb"),
	PHP: port("php reference/php/port.php"),
};

/** What goes over the wire, for curl. */
export function toCurl(message: object | undefined): string {
	return `curl -sS -H 'content-type: application/json' -d @- "$DISCORD_WEBHOOK?wait=true" <<'MESSAGE'\n${JSON.stringify(message ?? {}, undefined, "\t")}\nMESSAGE\n`;
}

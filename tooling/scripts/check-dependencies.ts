// What comes with what we publish: nothing that runs at install, no dependency that was not decided on, licences that ask for
// no more than a notice, and no known vulnerability where the registry can be asked.
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

/** What each package may bring at run time besides our own. */
const DECIDED: Readonly<Record<string, readonly string[]>> = {
	"@dat/core": [],
	"@dat/browser": [],
	"@dat/deno": [],
	"@dat/node": ["undici", "pino-abstract-transport"],
	"@dat/sandbox": ["msw"],
	"@dat/conformance": ["commander"],
};
const LICENCES = ["MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "(MIT OR CC0-1.0)"];
/** Brought by vite (MPL-2.0), an optional peer of msw that is here for our tests; who installs the sandbox does not get it. */
const ONLY_HERE = /^lightningcss/;
const AT_INSTALL = ["preinstall", "install", "postinstall", "prepare"];

interface Manifest {
	readonly name: string;
	readonly private?: boolean;
	readonly scripts?: Readonly<Record<string, string>>;
	readonly dependencies?: Readonly<Record<string, string>>;
}

const run = (command: string, cwd: string) => spawnSync(command, { cwd, shell: true, encoding: "utf8" });

function faultsOf({ name, scripts = {}, dependencies = {} }: Manifest): string[] {
	const foreign = Object.keys(dependencies).filter((each) => !each.startsWith("@dat/"));
	return [
		...AT_INSTALL.filter((script) => script in scripts).map((script) => `${name} runs a script at install: ${script}`),
		...foreign.filter((each) => !DECIDED[name]?.includes(each)).map((each) => `${name} depends on ${each}, undecided`),
	];
}

function licenceFaults(name: string, folder: string): string[] {
	const { status, stdout, stderr } = run("pnpm licenses list --prod --json", folder);
	if (status !== 0) return [`the licences of ${name} could not be listed: ${stderr}`];
	const listed: Record<string, { name: string }[]> = JSON.parse(stdout || "{}");
	return Object.entries(listed)
		.filter(([licence]) => !LICENCES.includes(licence))
		.flatMap(([licence, packages]) => packages.map((each) => ({ licence, brought: each.name })))
		.filter(({ brought }) => !ONLY_HERE.test(brought))
		.map(({ licence, brought }) => `${name} brings ${brought} under ${licence}`);
}

/** A registry that answers no audits, such as a mirror, is no reason to fail; it is told. */
function auditFaults(): string[] {
	const { status, stdout, stderr } = run("pnpm audit --prod --audit-level moderate", ".");
	if (/ERR_PNPM_AUDIT/.test(stdout + stderr)) console.log("not audited: this registry answers no audits");
	else if (status !== 0) return [`vulnerabilities are known:\n${stdout}`];
	return [];
}

const faults = globSync(["packages/*/package.json", "reference/conformance/package.json"]).flatMap((file) => {
	const manifest: Manifest = JSON.parse(readFileSync(file, "utf8"));
	return manifest.private ? [] : [...faultsOf(manifest), ...licenceFaults(manifest.name, dirname(file))];
});
faults.push(...auditFaults());
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);

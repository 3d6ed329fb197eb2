import { statSync } from "node:fs";

/** Why a program could not be started, and what to do about it. */
export function whyNotStarted(program: string, error: NodeJS.ErrnoException): string {
	if (program.endsWith(".json") || isFolder(program))
		return `${program} is no program; a port with a manifest is named by --port ${program}`;
	if (error.code === "EACCES") return `${program} may not be executed: chmod +x ${program}`;
	if (error.code === "ENOENT")
		return `there is no ${program}${program.includes("/") ? ", or not what its first line (#!) names" : " on PATH (a file is named with its folder, such as ./send.sh)"} (ENOENT)`;
	return error.message;
}

function isFolder(path: string): boolean {
	return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

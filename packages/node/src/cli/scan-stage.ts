import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { UsageError } from "./command.ts";
import { createSecretFinder, type Finding } from "./find-secrets.ts";

/** A file as git has staged it. */
interface Staged {
	readonly id: string;
	readonly name: string;
}

const MOST_NAMES_BYTES = 2 ** 30;
const SUBMODULE = "160000";
const LINK = "120000";

/**
 * The secrets in what would be committed now, by two processes of git however many files there are.
 *
 * @throws UsageError without git or a work tree.
 */
export async function scanStage(): Promise<Finding[]> {
	const staged = listStaged();
	if (staged.length === 0) return [];
	const git = spawn("git", ["cat-file", "--batch", "--buffer"], { stdio: ["pipe", "pipe", "inherit"] });
	// It says itself why it has ended; here that is an early end of what it writes.
	git.stdin.on("error", () => {});
	Readable.from(staged.map(({ id }) => `${id}\n`)).pipe(git.stdin);
	const ended = once(git, "close");
	const output = createReader(git.stdout);
	const found: Finding[] = [];
	for (const { name } of staged) found.push(...(await scanBlob(name, output)));
	await ended;
	return found;
}

/** What was added or changed, with renames as what was added. */
function listStaged(): Staged[] {
	const words = ["diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--diff-filter=AMT"];
	try {
		const parts = execFileSync("git", words, { maxBuffer: MOST_NAMES_BYTES, stdio: ["ignore", "pipe", "pipe"] })
			.toString()
			.split("\0");
		// `:<mode> <mode> <id> <id> <status>`, then the name (git-diff(1), "raw output format").
		return parts.flatMap((name, index) => {
			const [, mode = "", , id = ""] = parts[index - 1]?.split(" ") ?? [];
			return index % 2 === 1 && mode !== SUBMODULE && mode !== LINK ? { id, name } : [];
		});
	} catch (error) {
		// Checked: what execFileSync throws has this of the process, where one was started.
		const { stderr, message } = error as Error & { readonly stderr?: Buffer };
		throw new UsageError(`--staged needs git and a work tree: ${stderr?.toString().trim() || message}`);
	}
}

/** `<id> blob <size>`, the bytes, and a line feed (git-cat-file(1), "batch output"). */
async function scanBlob(name: string, output: ByteReader): Promise<readonly Finding[]> {
	const header = await output.line();
	const size = /^\S+ \S+ (\d+)$/.exec(header)?.[1];
	if (size === undefined) throw new UsageError(`git cannot show what is staged of ${name}: ${header}`);
	const finder = createSecretFinder(name);
	// All of it is read: what follows is the next file's.
	for await (const piece of output.pieces(Number(size))) finder.write(piece);
	await output.line();
	return finder.end();
}

/** A stream by lines and by lengths. */
interface ByteReader {
	line(): Promise<string>;
	pieces(size: number): AsyncIterable<Buffer>;
}

function createReader(stream: Readable): ByteReader {
	const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
	let rest: Buffer = Buffer.alloc(0);
	const fill = async (): Promise<void> => {
		const { done, value } = await chunks.next();
		if (done) throw new UsageError("git ended before it had shown all that is staged");
		rest = rest.length > 0 ? Buffer.concat([rest, value]) : value;
	};
	return {
		line: async () => {
			while (!rest.includes("\n")) await fill();
			const end = rest.indexOf("\n");
			const text = rest.toString("latin1", 0, end);
			rest = rest.subarray(end + 1);
			return text;
		},
		pieces: async function* (size) {
			for (let left = size; left > 0; ) {
				if (rest.length === 0) await fill();
				const piece = rest.subarray(0, left);
				rest = rest.subarray(piece.length);
				left -= piece.length;
				yield piece;
			}
		},
	};
}

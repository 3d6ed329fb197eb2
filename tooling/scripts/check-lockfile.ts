// The lockfile holds integrity hashes only: an address in it would tie everybody to one machine's registry.
import { readFileSync } from "node:fs";

const lines = readFileSync("pnpm-lock.yaml", "utf8").split("\n");
const wrong = lines.flatMap((line, index) => (/https?:\/\/|tarball:/.test(line) ? index + 1 : []));
if (wrong.length > 0) console.log(`pnpm-lock.yaml records an address in line ${wrong.join(", ")}`);
process.exit(wrong.length > 0 ? 1 : 0);

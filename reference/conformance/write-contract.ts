// Writes the machine-readable contract from CONTRACT.md.
import { readFileSync, writeFileSync } from "node:fs";
import { parseContract } from "./src/contract/parse-contract.ts";

const read = new URL("../CONTRACT.md", import.meta.url);
const written = new URL("src/contract/contract.json", import.meta.url);
writeFileSync(written, `${JSON.stringify(parseContract(readFileSync(read, "utf8")), undefined, "\t")}\n`);

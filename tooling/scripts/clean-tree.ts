// Building, testing and formatting must leave the checkout as it was committed: nothing changed, nothing new.
import { spawnSync } from "node:child_process";

const changed = spawnSync("git", ["diff", "--exit-code", "HEAD"], { stdio: "inherit" }).status !== 0;
const untracked = spawnSync("git", ["ls-files", "--others", "--exclude-standard"], { encoding: "utf8" });
if (untracked.stdout !== "") console.log(`not committed and not ignored:\n${untracked.stdout}`);
process.exit(changed || untracked.status !== 0 || untracked.stdout !== "" ? 1 : 0);

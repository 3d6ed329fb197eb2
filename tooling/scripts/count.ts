// Closes `npm test`: what was skipped or did not run, and the line `N passed, N failed`.
import { sumReports } from "./reports.ts";

const { passed, failed, remarks } = sumReports();
for (const remark of remarks) console.log(remark);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

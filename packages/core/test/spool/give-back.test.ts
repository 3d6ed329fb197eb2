import { createVirtualClock } from "@dat/core/testing";
import { expect, it } from "vitest";
import { createDisk } from "../simulation/disk.ts";

it("gives an alert back as it was, and without its ping where it may have been delivered", async () => {
	const disk = createDisk(createVirtualClock());
	const spool = disk.open(() => {});
	const alert = { severity: "P0", title: "a", key: "a", notes: [] } as const;
	for (const id of ["certain", "unsure", "never pinged"])
		spool.add({ id, channel: "alerts", alert, raisedAtMs: 0, mayMention: id !== "never pinged" });
	spool.giveBack("certain", false);
	spool.giveBack("unsure", true);
	spool.giveBack("never pinged", false);
	spool.sync();
	const back = spool.takeOver("alerts", 10).map(({ id, mayMention }) => [id, mayMention]);
	expect(Object.fromEntries(back)).toEqual({ certain: true, unsure: false, "never pinged": false });
	disk.destroy();
});

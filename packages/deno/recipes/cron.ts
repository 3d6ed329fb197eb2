// A job that must not fail unseen, with `Deno.cron`:
// deno run --unstable-cron --allow-net=discord.com --allow-env=DISCORD_WEBHOOK --allow-read cron.ts
import { createNotifier } from "@dat/deno";

const notifier = createNotifier();

/** Runs a job, and raises a P1 when it throws. The next run comes by the schedule. */
export async function watch(name: string, job: () => Promise<void>): Promise<void> {
	const startedMs = Date.now();
	try {
		await job();
	} catch (error) {
		const fields = { after: `${((Date.now() - startedMs) / 1000).toFixed(1)} s` };
		await notifier.send({ severity: "P1", title: `${name} failed`, error, fields });
	}
}

async function checkDisk(): Promise<void> {
	await Deno.stat("/var/backups/today.dump");
}

Deno.cron("is there a backup", "0 4 * * *", () => watch("is there a backup", checkDisk));

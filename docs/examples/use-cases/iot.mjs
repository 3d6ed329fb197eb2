// Sensors that say once that they are too warm, and once that they are well again.
import { createNotifier } from "@dat/node";

const notifier = createNotifier({ username: "cold-store" });
const tooWarm = new Set();

export function onReading({ sensor, celsius }) {
	if (celsius > 8 && !tooWarm.has(sensor)) {
		tooWarm.add(sensor);
		notifier.notify({
			severity: "P1",
			title: `Cold store ${sensor} is too warm`,
			fields: { celsius },
			key: `warm ${sensor}`,
		});
	} else if (celsius < 6 && tooWarm.delete(sensor)) {
		notifier.notify({ severity: "P3", title: `Cold store ${sensor} is cold again`, fields: { celsius } });
	}
}

for (const celsius of [5, 9, 8.5, 9.5, 5.5]) onReading({ sensor: "B", celsius });
await notifier.close();

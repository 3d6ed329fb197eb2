const WIDTH = 640;
const HEIGHT = 200;
const TOP = 24;

/** A line over all values, for a picture of 640 by 200. */
export function toPath(values: readonly number[], most: number): string {
	const step = WIDTH / Math.max(1, values.length - 1);
	return values
		.map((value, index) => {
			const y = HEIGHT - 2 - (value / most) * (HEIGHT - TOP);
			return `${index === 0 ? "M" : "L"}${(index * step).toFixed(1)} ${y.toFixed(1)}`;
		})
		.join("");
}

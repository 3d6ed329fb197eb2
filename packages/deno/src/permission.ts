/** A permission that this package can need, in the words of `Deno.permissions`. */
export type Need =
	| { readonly name: "net"; readonly host: string }
	| { readonly name: "env"; readonly variable: string }
	| { readonly name: "read"; readonly path: string }
	| { readonly name: "write"; readonly path: string };

/**
 * Whether Deno has granted it. It only asks for what is: a prompt in the middle of an outage would stop the program until
 * somebody answers it.
 */
export function isGranted(need: Need): boolean {
	return Deno.permissions.querySync(need).state === "granted";
}

/** The flag that grants it, such as `--allow-net=discord.com`. */
export function flagFor(need: Need): string {
	switch (need.name) {
		case "net":
			return `--allow-net=${need.host}`;
		case "env":
			return `--allow-env=${need.variable}`;
		case "read":
		case "write":
			return `--allow-${need.name}=${need.path}`;
	}
}

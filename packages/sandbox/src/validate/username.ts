import { count, strip } from "../python-text.ts";
import { toText } from "./scalars.ts";
import { badLength, complain, isAbsent, type Scope } from "./scope.ts";

/** Checks the name of a message or a webhook (facts 2.2). */
export function checkUsername(scope: Scope, key: string): void {
	const value = scope.value[key];
	if (isAbsent(value)) return;
	const name = strip(toText(value) ?? "");
	const length = count(name);
	if (length < 1 || length > 80) complain(scope, [key], badLength(1, 80));
	const lower = name.toLowerCase();
	for (const word of ["clyde", "discord"])
		if (lower.includes(word))
			complain(scope, [key], ["USERNAME_INVALID_CONTAINS", `Username cannot contain "${word}"`]);
	const reserved = scope.world.profile.reservedNames === "exact" ? /^(?:here|everyone)$/ : /here|everyone/;
	if (reserved.test(lower)) complain(scope, [key], ["USERNAME_INVALID", `Username cannot be "${name}"`]);
}

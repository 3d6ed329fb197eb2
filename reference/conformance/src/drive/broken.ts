/** The port could not be started, or broke the protocol: neither a pass nor a failure, and never the port's merit. */
export class Broken extends Error {
	override readonly name = "Broken";
}

/** The port fell in the middle of a case: what the case is about fails. */
export class Fallen extends Error {
	override readonly name = "Fallen";
	/** Whether it was only silent, which a machine that is too busy may be to blame for. */
	readonly isSilence: boolean;

	constructor(message: string, isSilence: boolean) {
		super(message);
		this.isSilence = isSilence;
	}
}

/** It ended before it was done. */
export function ended(message: string): Fallen {
	return new Fallen(message, false);
}

/** Nothing came for longer than anybody would wait. */
export function silent(message: string): Fallen {
	return new Fallen(message, true);
}

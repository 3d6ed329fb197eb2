/** The port could not be started, or broke the protocol: neither a pass nor a failure, and never the port's merit. */
export class Broken extends Error {
	override readonly name = "Broken";
}

/** The port ended or fell silent in the middle of a case: what the case is about fails. */
export class Fallen extends Error {
	override readonly name = "Fallen";
}

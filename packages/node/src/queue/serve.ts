import type { NotifierHost } from "@dat/core";
import { type Asked, answerQuestion, type FileSpool } from "@dat/core/adapter";
import { openDesk } from "./desk.ts";
import { createInlet } from "./inlet.ts";
import { WORDS } from "./memory.ts";
import type { Start, ToWorker } from "./messages.ts";
import { createOutbox } from "./outbox.ts";

/** The worker's half of the queue: takes alerts from the ring and the port, carries them, and tells how they ended. */
export function serve(start: Start, host: NotifierHost & { readonly spool: FileSpool | undefined }): void {
	const { memory, blocks, port } = start;
	const words = new Int32Array(memory.control);
	const outbox = createOutbox(port);
	/** The caller's thread may be blocked until it reads this, so all there is to tell goes first. */
	const tellIdle = (): void => {
		const taken = desk.isIdle() ? inlet.takenAll() : undefined;
		if (taken === undefined) return;
		// The process may end as soon as it hears this.
		host.spool?.sync();
		outbox.send();
		Atomics.store(words, WORDS.idleAt, taken);
		Atomics.notify(words, WORDS.idleAt);
	};
	const answer = async (question: Asked): Promise<void> => {
		const report = await answerQuestion(desk, question);
		outbox.send({ type: "answer", ask: question.ask, ...(report && { report }) });
	};
	const desk = openDesk({ start, host, outbox, onIdle: tellIdle });
	const inlet = createInlet({
		memory,
		blocks,
		desk,
		answer: (question) => void answer(question),
		onEmpty: tellIdle,
	});
	port.on("message", (message: ToWorker) => inlet.receive(message));
	outbox.send({ type: "ready" });
	inlet.pump();
}

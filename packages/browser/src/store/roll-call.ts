/** Tells which pages of the origin are alive. */
export interface RollCall {
	/** The name of this page. */
	readonly self: string;
	/** The names of the other pages that answer within a moment. */
	call(): Promise<ReadonlySet<unknown>>;
}

const WHO = "who";
const ANSWER_MS = 200;

/** A page that answers when it is called. An open channel, unlike a held lock, does not keep it out of the back/forward cache. */
export function joinRollCall(name: string): RollCall {
	const self = `${Date.now()}-${Math.random()}`;
	const present = new Set<unknown>();
	const channel = new BroadcastChannel(name);
	channel.onmessage = ({ data }) => {
		if (data === WHO) channel.postMessage(self);
		else present.add(data);
	};
	return {
		self,
		call: async () => {
			present.clear();
			channel.postMessage(WHO);
			await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
			return present;
		},
	};
}

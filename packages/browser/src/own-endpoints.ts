/** The URLs that notifiers of this page send to. What goes wrong with them is never itself an alert: that would not end. */
const endpoints = new Set<string>();

/** Notes a URL that a notifier sends to. */
export function addEndpoint(url: string): void {
	endpoints.add(url);
}

/** Whether this is a URL, or the beginning of one, that a notifier sends to. */
export function isOwnEndpoint(url: string): boolean {
	return url !== "" && [...endpoints].some((own) => own.startsWith(url) || url.startsWith(own));
}

import { LIMITS } from "./limits.ts";

/**
 * Whether Discord accepts the URL in an embed: http(s), a dot in the host, labels of 1 to 63, no white space, at most
 * 2048 (facts 2.1). One that it refuses would cost the whole message (grafana #65270).
 */
export function isEmbeddableUrl(url: string): boolean {
	const host = /^https?:\/\/(?:[^\s/?#@]*@)?([^\s/?#:@]+)(?::\d{1,5})?(?:[/?#]\S*)?$/i.exec(url)?.[1];
	if (host === undefined || url.length > LIMITS.url) return false;
	const labels = host.split(".");
	return labels.length > 1 && labels.every((label) => /^[^\s"<>\\^`{|}]{1,63}$/.test(label));
}

import { LIMITS } from "./limits.ts";

/**
 * Whether Discord accepts the URL in an embed: http(s), a dot in the host, labels of 1 to 63, no white space, at most
 * 2048 (facts 2.1). One that it refuses would cost the whole message (grafana #65270).
 */
export function isEmbeddableUrl(url: string): boolean {
	return url.length <= LIMITS.url && WELL_FORMED.test(url);
}

const WELL_FORMED =
	/^https?:\/\/(?:[^\s/?#@]*@)?(?:[^\s/?#:@."<>\\^`{|}]{1,63}\.)+[^\s/?#:@."<>\\^`{|}]{1,63}(?::\d{1,5})?(?:[/?#]\S*)?$/i;

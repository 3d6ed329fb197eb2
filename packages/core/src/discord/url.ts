import { LIMITS } from "./limits.ts";

/**
 * Whether Discord accepts the URL in an embed: http(s), a dot in the host, labels of 1 to 63, at most 2048, without white
 * space (facts 2.1) and without what is invisible or no character. One that it refuses would cost the whole message (grafana #65270).
 */
export function isEmbeddableUrl(url: string): boolean {
	return url.length <= LIMITS.url && WELL_FORMED.test(url);
}

const WELL_FORMED =
	/^https?:\/\/(?:[^\s\p{C}/?#@]*@)?(?:[^\s\p{C}/?#:@."<>\\^`{|}]{1,63}\.)+[^\s\p{C}/?#:@."<>\\^`{|}]{1,63}(?::\d{1,5})?(?:[/?#][^\s\p{C}]*)?$/iu;

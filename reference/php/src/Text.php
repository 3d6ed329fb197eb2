<?php

declare(strict_types=1);

namespace Dat;

/** Text as Discord takes it and measures it. */
final class Text
{
    /** What Discord's Python strips from both ends: more than trim(). */
    private const SPACE = '\t-\r\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}';

    /** Longer than any limit, so that a text of 10 MB costs no more than one of 100 kB. */
    private const MAX_BYTES = 100_000;

    /** Usable text without white space around it, and without what must not be shown. */
    public static function clean(mixed $value): string
    {
        $text = is_scalar($value) ? substr((string) $value, 0, self::MAX_BYTES) : '';
        // JSON is the part of PHP that drops bytes that are no UTF-8 without an extension.
        $text = json_decode(json_encode($text, JSON_INVALID_UTF8_IGNORE | JSON_THROW_ON_ERROR));
        $text = preg_replace('/[\x00-\x08\x0b\x0c\x0e-\x1b\x7f]/', '', $text);
        preg_match('/[^' . self::SPACE . '](?:.*[^' . self::SPACE . '])?/su', self::redact($text), $inner);
        return $inner[0] ?? '';
    }

    // #region secrets
    /** A webhook URL is a password: whoever reads the channel, or the log, could post with it. */
    public static function redact(string $text): string
    {
        return preg_replace('~(/webhooks/\d{15,20}/)[\w.-]{50,}~', '$1[redacted]', $text);
    }
    // #endregion secrets

    /** Length in UTF-16 units. Discord counts code points and its clients units; there are never fewer units. */
    public static function units(string $text): int
    {
        return intdiv(strlen(iconv('UTF-8', 'UTF-16LE', $text)), 2);
    }

    /** The text within the limit; what is cut ends in `…`, and an open code block is closed. */
    public static function cut(string $text, int $limit): string
    {
        $units = iconv('UTF-8', 'UTF-16LE', $text);
        if (strlen($units) <= 2 * $limit) {
            return $text;
        }
        $kept = substr($units, 0, 2 * ($limit - ($limit > 20 ? 5 : 1)));
        if (preg_match('/[\xd8-\xdb]$/D', $kept)) { // half of a surrogate pair
            $kept = substr($kept, 0, -2);
        }
        $kept = iconv('UTF-16LE', 'UTF-8', $kept);
        return $kept . (substr_count($kept, '```') % 2 ? "…\n```" : '…');
    }
}

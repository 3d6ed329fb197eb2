<?php

declare(strict_types=1);

namespace Dat;

/** What one attempt came to. Made of what the server sent, so nothing of it is trusted. */
final class Reply
{
    public const BAN_PAUSE_MS = 3_600_000;
    private const DAY_S = 86_400;
    private const EDGE_BLOCK = 40333;

    /** Unknown Webhook, Invalid Webhook Token. */
    private const GONE = [[404, 10015], [401, 50027]];

    /**
     * @param string $kind `ok`, `limited` (wait), `gone` (the webhook is dead), `rejected` (about this message), `failed`
     *                     (5xx) or `silent` (no answer)
     * @param bool $everyone whether the wait concerns every webhook
     * @param bool $written of a silent one: whether the request may have arrived
     */
    public function __construct(
        public readonly string $kind,
        public readonly string $detail = '',
        public readonly ?int $status = null,
        public readonly ?int $code = null,
        public readonly array $errors = [],
        public readonly ?string $messageId = null,
        public readonly int $waitMs = 0,
        public readonly bool $everyone = false,
        public readonly bool $written = false,
    ) {
    }

    /** @param array<string, string> $headers by their names in lower case */
    public static function read(int $status, array $headers, string $body): self
    {
        $json = json_decode($body, true, 64, JSON_INVALID_UTF8_IGNORE | JSON_BIGINT_AS_STRING);
        $json = is_array($json) ? $json : [];
        return match (true) {
            $status >= 200 && $status < 300 => new self(
                'ok',
                status: $status,
                messageId: is_string($json['id'] ?? null) ? $json['id'] : null,
                waitMs: self::calmMs($headers),
            ),
            $status === 429 => self::limited($json, $headers, $body),
            $status >= 400 && $status < 500 => self::refused($status, $json),
            default => new self('failed', "Discord answered $status", $status),
        };
    }

    // #region backoff
    /**
     * The body tells the wait, else the header. `X-RateLimit-*` speak of another bucket when it was the hidden limit of
     * the channel, and what is told without sense is no permission to hammer.
     */
    private static function limited(array $json, array $headers, string $body): self
    {
        $told = self::seconds($json['retry_after'] ?? null) ?? self::seconds($headers['retry-after'] ?? null);
        $isBan = $told === null
            && (($json['code'] ?? null) === 0 || preg_match('/\b1015\b|<html|<!doctype|blocked from accessing/i', $body));
        $isGlobal = ($json['global'] ?? false) === true || isset($headers['x-ratelimit-global'])
            || ($headers['x-ratelimit-scope'] ?? '') === 'global';
        return new self(
            'limited',
            $isBan ? 'Discord has banned this address for a while' : 'Discord answered 429',
            429,
            waitMs: $told === null ? ($isBan ? self::BAN_PAUSE_MS : 1000) : self::ms($told),
            everyone: $isBan || $isGlobal,
        );
    }

    /** How long to keep still after the last request of a window: the next one would be answered 429. */
    private static function calmMs(array $headers): int
    {
        $reset = self::seconds($headers['x-ratelimit-reset-after'] ?? null);
        return $reset !== null && ($headers['x-ratelimit-remaining'] ?? '') === '0' ? self::ms($reset) : 0;
    }

    /** A little more than told: clocks differ. */
    private static function ms(float $seconds): int
    {
        return (int) ceil($seconds * 1000) + 50;
    }

    private static function seconds(mixed $value): ?float
    {
        return is_numeric($value) && (float) $value > 0 ? min((float) $value, self::DAY_S) : null;
    }
    // #endregion backoff

    private static function refused(int $status, array $json): self
    {
        $code = is_int($json['code'] ?? null) ? $json['code'] : null;
        if ($status === 403 && (!$code || $code === self::EDGE_BLOCK)) {
            $detail = 'Discord blocks this address (403)';
            return new self('limited', $detail, 403, waitMs: self::BAN_PAUSE_MS, everyone: true);
        }
        if (in_array([$status, $code], self::GONE, true)) {
            return new self('gone', "the webhook is gone ($status)", $status, $code);
        }
        $said = is_string($json['message'] ?? null) ? ' ' . self::hide($json['message']) : '';
        $errors = array_slice(self::flatten($code === null ? $json : $json['errors'] ?? []), 0, 20);
        return new self('rejected', "Discord refused the message with $status$said", $status, $code, $errors);
    }

    /**
     * Today's nested tree, and the lists of texts that unversioned URLs are answered with: `{"embeds":["0"]}`.
     *
     * @return list<string>
     */
    private static function flatten(mixed $tree, string $path = ''): array
    {
        if (is_string($tree)) {
            return [self::hide(ctype_digit($tree) ? "$path.$tree: refused" : "$path: $tree")];
        }
        if (!is_array($tree)) {
            return [];
        }
        if (isset($tree['message'])) {
            return self::flatten($tree['message'], $path);
        }
        $errors = [];
        foreach ($tree as $name => $item) {
            // Not every list is one: {"0": …} decodes to a list as well.
            $isLeaf = $name === '_errors' || (is_int($name) && is_string($item));
            $items = $name === '_errors' ? $item : [$item];
            foreach (is_array($items) ? $items : [] as $each) {
                array_push($errors, ...self::flatten($each, $isLeaf ? $path : ltrim("$path.$name", '.')));
            }
        }
        return $errors;
    }

    /** What the server says may repeat the URL it was asked at. */
    private static function hide(string $text): string
    {
        return preg_replace('/[\w.-]{50,}/', '[redacted]', substr($text, 0, 1000));
    }
}

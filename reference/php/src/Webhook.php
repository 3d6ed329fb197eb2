<?php

declare(strict_types=1);

namespace Dat;

/** A webhook URL, which is a secret. */
final class Webhook
{
    public const DEFAULT_BASE = 'https://discord.com/api/v10';
    private const PATH = '/webhooks/(\d{17,20})/([\w-]{60,120})/?(?:\?(.*))?$~iD';
    private const LOOPBACK = '(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?';

    private const LOOPBACK_URL = '~^https?://' . self::LOOPBACK . '(?:/api(?:/v\d+)?)?' . self::PATH;
    private const DISCORD_URL = '~^https://(?:(?:ptb|canary)\.)?discord(?:app)?\.com/api(?:/v\d+)?' . self::PATH;

    // #region secrets
    /**
     * The URLs of all webhooks. In a property of the object, print_r() and serialize() would show it.
     *
     * @var \WeakMap<Webhook, string>
     */
    private static \WeakMap $endpoints;

    private function __construct(public readonly string $id, private readonly ?string $threadId, string $endpoint)
    {
        self::$endpoints ??= new \WeakMap();
        self::$endpoints[$this] = $endpoint;
    }

    /**
     * Of a Discord URL only id, token and thread are taken: the one that Discord's page hands out has no version, which
     * means the deprecated v6. A loopback URL is used as it is.
     *
     * @throws \InvalidArgumentException without the URL in it
     */
    public static function parse(#[\SensitiveParameter] string $url, string $base = self::DEFAULT_BASE): self
    {
        $url = trim($url);
        $base = self::checkBase($base);
        if (
            preg_match(self::DISCORD_URL, $url, $match)
            || preg_match('~^' . preg_quote($base, '~') . self::PATH, $url, $match)
        ) {
            $endpoint = "$base/webhooks/$match[1]/$match[2]";
        } elseif (preg_match(self::LOOPBACK_URL, $url, $match)) {
            $endpoint = rtrim(strtok($url, '?'), '/');
        } else {
            throw new \InvalidArgumentException(
                'not a webhook URL: it looks like https://discord.com/api/webhooks/<id>/<token>'
            );
        }
        parse_str($match[3] ?? '', $query);
        $threadId = $query['thread_id'] ?? null;
        return new self($match[1], is_string($threadId) && ctype_digit($threadId) ? $threadId : null, $endpoint);
    }

    private static function checkBase(string $base): string
    {
        if (!preg_match('~^https://[^/]|^http://' . self::LOOPBACK . '(?:/|$)~D', $base)) {
            throw new \InvalidArgumentException(
                'DISCORD_API_BASE must begin with https://, or with http:// and a loopback address'
            );
        }
        return rtrim($base, '/');
    }
    // #endregion secrets

    /** Where to post. `wait=true` because Discord else does not tell when it could not store the message. */
    public function postUrl(?string $threadId = null): string
    {
        $query = array_filter(['wait' => 'true', 'thread_id' => $threadId ?? $this->threadId]);
        return $this->readUrl() . '?' . http_build_query($query);
    }

    /** Where to read the webhook; posts nothing. */
    public function readUrl(): string
    {
        return self::$endpoints[$this];
    }

    public function isDiscord(): bool
    {
        return (bool) preg_match('~^https?://(?:[^/?#@]*[.@])?discord(?:app)?\.com[:/]~i', $this->readUrl());
    }

    /** The same for two channels that share a webhook. */
    public function key(): string
    {
        return hash('xxh128', $this->readUrl());
    }
}

<?php

declare(strict_types=1);

namespace Dat;

/** Everything that can be set, by the array given to the Notifier or else by the environment. Times are milliseconds. */
final class Settings
{
    /** name => [variable, default, least, most] */
    private const KNOBS = [
        'maxAttempts' => ['DAT_MAX_ATTEMPTS', 5, 1, 10],
        'timeoutMs' => ['DAT_TIMEOUT_MS', 10_000, 1, 600_000],
        'maxWaitMs' => ['DAT_MAX_WAIT_MS', 30_000, 0, 86_400_000],
        'backoffMs' => ['DAT_BACKOFF_MS', 1000, 1, 60_000],
    ];
    private const CHANNELS = ['alerts', 'info', 'trades', 'dev', 'audit'];

    public readonly int $maxAttempts;
    public readonly int $timeoutMs;
    public readonly int $maxWaitMs;
    public readonly int $backoffMs;
    public readonly bool $enabled;
    public readonly ?string $username;
    /** The channel of the audit trail. */
    public readonly string|false $audit;
    public readonly string $p0Mention;
    /** @var array<string, Webhook> */
    public readonly array $webhooks;

    /**
     * @param array<string, mixed> $options `webhooks` (channel => URL), `enabled`, `username`, `audit` (a channel or
     *                                      false), `p0Mention`, and the knobs above
     * @throws \InvalidArgumentException that says what to write instead, and shows no URL
     */
    public function __construct(#[\SensitiveParameter] array $options = [])
    {
        $known = [...array_keys(self::KNOBS), 'webhooks', 'enabled', 'username', 'audit', 'p0Mention'];
        if ($unknown = array_diff(array_keys($options), $known)) {
            throw new \InvalidArgumentException('unknown settings: ' . implode(', ', $unknown));
        }
        foreach (self::KNOBS as $name => $knob) {
            $this->$name = $options[$name] ?? self::knob(...$knob);
        }
        $this->enabled = $options['enabled'] ?? !self::isOff('NOTIFY_DISCORD_ENABLED');
        $this->username = $options['username'] ?? null;
        $this->audit = $options['audit'] ?? 'audit';
        $p0Mention = getenv('DISCORD_P0_MENTION');
        $this->p0Mention = self::checkMention($options['p0Mention'] ?? ($p0Mention === false ? '@everyone' : $p0Mention));
        $this->webhooks = self::parse($options['webhooks'] ?? self::urlsOfEnvironment());
    }

    // #region route
    /** The webhook of a channel; the default stands in for all but the audit trail. */
    public function webhookFor(string $channel): ?Webhook
    {
        $fallback = $channel === 'audit' || $channel === $this->audit ? null : $this->webhooks['default'] ?? null;
        return $this->webhooks[$channel] ?? $fallback;
    }
    // #endregion route

    // #region tests
    /** A test run must page nobody. Only a Discord host is guarded: tests may well use a local one. */
    public function isGuarded(Webhook $webhook): bool
    {
        $isTest = defined('PHPUNIT_COMPOSER_INSTALL') || (self::env('DAT_TEST') !== null && !self::isOff('DAT_TEST'));
        return $isTest && $webhook->isDiscord();
    }
    // #endregion tests

    private static function env(string $name): ?string
    {
        return getenv($name) ?: (getenv($name) === '0' ? '0' : null); // an empty variable is an unset one
    }

    private static function isOff(string $name): bool
    {
        return in_array(strtolower(self::env($name) ?? ''), ['0', 'false', 'no', 'off'], true);
    }

    private static function knob(string $name, int $default, int $least, int $most): int
    {
        $value = self::env($name);
        $range = ['options' => ['min_range' => $least, 'max_range' => $most]];
        if ($value === null || is_int($number = filter_var($value, FILTER_VALIDATE_INT, $range))) {
            return $number ?? $default;
        }
        error_log("dat: $name must be a number from $least to $most; using $default");
        return $default;
    }

    private static function checkMention(string $mention): string
    {
        foreach (preg_split('/\s+/', $mention, -1, PREG_SPLIT_NO_EMPTY) as $part) {
            if (!preg_match(Message::MENTION, $part)) {
                throw new \InvalidArgumentException(
                    'DISCORD_P0_MENTION must be @everyone, @here, <@id>, <@&id>, or empty for nobody'
                );
            }
        }
        return $mention;
    }

    /** @return array<string, string> */
    private static function urlsOfEnvironment(): array
    {
        $urls = ['default' => self::url('DISCORD_WEBHOOK') ?? self::url('DISCORD_WEBHOOK_URL')];
        foreach (self::CHANNELS as $channel) {
            $urls[$channel] = self::url('DISCORD_WEBHOOK_' . strtoupper($channel));
        }
        return array_filter($urls);
    }

    /** From the variable, or from the file named by it with _FILE behind it. */
    private static function url(string $name): ?string
    {
        $file = self::env("{$name}_FILE");
        if (self::env($name) !== null || $file === null) {
            return self::env($name);
        }
        $url = @file_get_contents($file);
        return $url === false ? throw new \InvalidArgumentException("{$name}_FILE cannot be read") : trim($url);
    }

    /** @return array<string, Webhook> */
    private static function parse(#[\SensitiveParameter] array $urls): array
    {
        $base = self::env('DISCORD_API_BASE') ?? Webhook::DEFAULT_BASE;
        $webhooks = [];
        foreach ($urls as $channel => $url) {
            try {
                $webhooks[$channel] = Webhook::parse((string) $url, $base);
            } catch (\InvalidArgumentException $error) {
                throw new \InvalidArgumentException("webhook of $channel: {$error->getMessage()}");
            }
        }
        return $webhooks;
    }
}

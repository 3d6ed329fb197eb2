<?php

declare(strict_types=1);

namespace Dat;

/** Until when nothing may be sent to which webhook, and which are gone for good. */
final class Pauses
{
    /** @var array<string, float> by the webhook's key */
    private array $until = [];
    private float $everyoneUntil = 0;
    /** @var array<string, true> */
    private array $gone = [];

    /** Milliseconds that only ever grow: a clock set back must not shorten a wait. */
    public static function nowMs(): float
    {
        return hrtime(true) / 1e6;
    }

    /** Learns from a reply, whoever got it. */
    public function heed(Webhook $webhook, Reply $reply): void
    {
        $key = $webhook->key();
        $until = self::nowMs() + $reply->waitMs;
        $this->until[$key] = max($this->until[$key] ?? 0, $until);
        if ($reply->everyone) {
            $this->everyoneUntil = max($this->everyoneUntil, $until);
        }
        if ($reply->kind === 'gone') {
            $this->gone[$key] = true;
        }
    }

    public function leftMs(Webhook $webhook): float
    {
        return max(0, max($this->until[$webhook->key()] ?? 0, $this->everyoneUntil) - self::nowMs());
    }

    public function isGone(Webhook $webhook): bool
    {
        return isset($this->gone[$webhook->key()]);
    }
}

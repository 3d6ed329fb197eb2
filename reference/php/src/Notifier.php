<?php

declare(strict_types=1);

namespace Dat;

/**
 * Raises alerts.
 *
 *     $notifier = new Dat\Notifier(); // webhooks from DISCORD_WEBHOOK_*
 *     $outcome = $notifier->send(['severity' => 'P1', 'title' => 'Auth degraded']);
 */
final class Notifier
{
    private readonly Settings $settings;
    private readonly Http $http;
    private readonly Pauses $pauses;
    private readonly ?AuditTrail $audit;
    private bool $isClosed = false;

    /**
     * @param array<string, mixed> $options see Settings
     * @throws \InvalidArgumentException when the settings cannot work
     */
    public function __construct(#[\SensitiveParameter] array $options = [])
    {
        $this->settings = new Settings($options);
        $this->http = new Http($this->settings->timeoutMs);
        $this->pauses = new Pauses();
        $webhook = $this->settings->audit === false ? null : $this->settings->webhookFor($this->settings->audit);
        $this->audit = $webhook && !$this->settings->isGuarded($webhook)
            ? new AuditTrail($webhook, $this->http, $this->pauses, $this->settings)
            : null;
    }

    /**
     * Sends an alert, with its retries, and tells how it ended. Never throws.
     *
     * @param array<string, mixed> $data an alert, with the names of its JSON form
     */
    public function send(array $data): Outcome
    {
        try {
            $alert = new Alert($data, $this->settings->p0Mention);
        } catch (\InvalidArgumentException $error) {
            return new Outcome('dropped', 'invalid', $error->getMessage());
        }
        $webhook = $this->settings->webhookFor($alert->channel);
        $refused = match (true) {
            !$this->settings->enabled => ['suppressed', 'disabled', null],
            $this->isClosed => ['dropped', 'closed', 'the notifier is closed'],
            $webhook === null => ['dropped', 'unrouted', "no webhook for $alert->channel"],
            $this->settings->isGuarded($webhook) => ['suppressed', 'test-guard', null],
            $this->pauses->isGone($webhook) => ['dropped', 'gone', 'the webhook is gone'],
            default => null,
        };
        if ($refused !== null) {
            return new Outcome(...$refused, channel: $alert->channel);
        }
        $outcome = $this->deliver($alert, $webhook);
        if (!in_array($alert->channel, ['audit', $this->settings->audit], true)) {
            $this->audit?->add($alert, $outcome);
        }
        return $outcome;
    }

    // #region backoff
    /** Attempts until the alert has ended. */
    private function deliver(Alert $alert, Webhook $webhook): Outcome
    {
        $body = Message::build($alert, $this->settings->username);
        $reply = new Reply('limited', 'Discord told us to wait');
        $failures = $limited = $attempts = 0;
        $maybeDelivered = false;
        // A wait over the cap is neither shortened nor slept through.
        while ($this->pauses->leftMs($webhook) <= $this->settings->maxWaitMs) {
            $this->sleep($this->pauses->leftMs($webhook));
            $reply = $this->http->request($webhook->postUrl($alert->threadId), $body);
            $this->pauses->heed($webhook, $reply);
            $attempts++;
            if ($reply->kind === 'ok') {
                return new Outcome('delivered', null, null, $alert->channel, $attempts, messageId: $reply->messageId);
            }
            $limited += $reply->kind === 'limited' ? 1 : 0;
            $failures += in_array($reply->kind, ['failed', 'silent'], true) ? 1 : 0;
            $isLast = $maybeDelivered; // once it may have arrived, one more attempt is made
            $maybeDelivered = $maybeDelivered || $reply->written;
            if (
                $isLast || in_array($reply->kind, ['gone', 'rejected'], true)
                || $failures >= $this->settings->maxAttempts || $limited > $this->settings->maxAttempts
            ) {
                break;
            }
            if ($maybeDelivered) {
                $body = Message::build($alert, $this->settings->username, mentions: []); // it woke somebody already, perhaps
            }
            $this->sleep($reply->kind === 'limited' ? 0 : self::backoffMs($failures, $this->settings->backoffMs));
        }
        $reason = in_array($reply->kind, ['gone', 'rejected'], true) ? $reply->kind : 'exhausted';
        $facts = [$reply->status, $reply->code, $reply->errors];
        return new Outcome('dropped', $reason, $reply->detail, $alert->channel, $attempts, $maybeDelivered, null, ...$facts);
    }

    /** Full jitter under a doubling ceiling: equal waits make a herd, and a wait of nothing hammers. */
    public static function backoffMs(int $failures, int $baseMs): float
    {
        $ceiling = $baseMs * min(2 ** ($failures - 1), 30);
        return max($baseMs / 4, $ceiling * random_int(0, 1000) / 1000);
    }
    // #endregion backoff

    // #region boot-check
    /**
     * Asks Discord about each webhook and posts nothing. An outage is no misconfiguration: only 401 and 404 are dead.
     *
     * @return array<string, array{status: string, detail: string}> by channel
     */
    public function probe(): array
    {
        $found = [];
        foreach ($this->settings->webhooks as $channel => $webhook) {
            $found[$channel] = ['status' => 'unreachable', 'detail' => 'not asked: a test, or Discord told us to wait'];
            if ($this->settings->isGuarded($webhook) || $this->pauses->leftMs($webhook) > 0) {
                continue;
            }
            $this->http->start($webhook->readUrl(), null, function (Reply $reply) use (&$found, $channel, $webhook): void {
                $this->pauses->heed($webhook, $reply);
                $found[$channel] = match (true) {
                    $reply->kind === 'ok' => ['status' => 'alive', 'detail' => 'Discord knows the webhook'],
                    in_array($reply->status, [401, 404], true) => ['status' => 'dead', 'detail' => $reply->detail],
                    default => ['status' => 'unreachable', 'detail' => $reply->detail],
                };
            });
        }
        while (!$this->http->isIdle()) {
            $this->pump(1.0);
        }
        return $found;
    }
    // #endregion boot-check

    /** Whom a P0 would ping. */
    public function p0Mention(): string
    {
        return $this->settings->p0Mention;
    }

    /** Lets audit lines travel, for at most so many seconds; for programs that wait for something else. */
    public function pump(float $seconds): void
    {
        $this->audit?->send();
        $this->http->pump($seconds);
    }

    /** Sends the audit lines that wait, for at most so many seconds, and takes no more alerts. */
    public function close(float $seconds = 10): void
    {
        $this->isClosed = true;
        $untilMs = Pauses::nowMs() + $seconds * 1000;
        while ($this->audit && !$this->audit->isIdle() && Pauses::nowMs() < $untilMs) {
            $this->pump(0.05);
        }
    }

    /** A program that ends without close() keeps its audit trail. */
    public function __destruct()
    {
        if (!$this->isClosed) {
            $this->close(2);
        }
    }

    private function sleep(float $ms): void
    {
        $untilMs = Pauses::nowMs() + $ms;
        while (($leftMs = $untilMs - Pauses::nowMs()) > 0) {
            $this->pump(min($leftMs, 50) / 1000);
        }
    }
}

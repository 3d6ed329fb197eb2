<?php

declare(strict_types=1);

namespace Dat;

/** One line for each alert that was routed, sent beside everything else: nobody waits for it, and its failure changes nothing. */
final class AuditTrail
{
    private const MAX_LINES = 500;
    private const LINES_PER_MESSAGE = 10;

    /** @var list<string> */
    private array $lines = [];
    private bool $isSending = false;
    private int $failures = 0;
    private float $notBeforeMs = 0;

    public function __construct(
        private readonly Webhook $webhook,
        private readonly Http $http,
        private readonly Pauses $pauses,
        private readonly Settings $settings,
    ) {
    }

    // #region audit
    public function add(Alert $alert, Outcome $outcome): void
    {
        if ($this->pauses->isGone($this->webhook)) {
            return;
        }
        $title = Text::cut($alert->title, 150);
        $how = implode(': ', array_filter([$outcome->status, $outcome->reason]));
        $this->lines[] = "`$alert->severity` $title → $alert->channel, $how";
        $this->lines = array_slice($this->lines, -self::MAX_LINES);
        $this->send();
    }

    public function isIdle(): bool
    {
        return !$this->lines && !$this->isSending;
    }

    /** Sends what waits, unless something is under way or Discord told us to wait. */
    public function send(): void
    {
        $mustWait = $this->pauses->leftMs($this->webhook) > 0 || Pauses::nowMs() < $this->notBeforeMs;
        if (!$this->lines || $this->isSending || $mustWait) {
            return;
        }
        $this->isSending = true;
        $lines = array_splice($this->lines, 0, self::LINES_PER_MESSAGE);
        $read = fn (Reply $reply) => $this->read($reply, $lines);
        $this->http->start($this->webhook->postUrl(), Message::audit($lines), $read);
    }

    private function read(Reply $reply, array $lines): void
    {
        $this->isSending = false;
        $this->pauses->heed($this->webhook, $reply);
        if ($reply->kind === 'ok') {
            $this->failures = 0;
            return;
        }
        if ($reply->kind === 'gone') {
            $this->lines = [];
        }
        $this->failures++;
        $mayRetry = in_array($reply->kind, ['limited', 'failed'], true) || ($reply->kind === 'silent' && !$reply->written);
        if ($mayRetry && $this->failures < $this->settings->maxAttempts) {
            $this->lines = [...$lines, ...$this->lines];
        }
        $this->notBeforeMs = Pauses::nowMs() + Notifier::backoffMs($this->failures, $this->settings->backoffMs);
    }
    // #endregion audit
}

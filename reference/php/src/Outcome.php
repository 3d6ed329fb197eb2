<?php

declare(strict_types=1);

namespace Dat;

/** How one alert ended. */
final class Outcome implements \JsonSerializable
{
    public readonly string $id;

    /**
     * @param string $status `delivered`, `suppressed` or `dropped`
     * @param ?string $reason `disabled`, `test-guard`; `invalid`, `unrouted`, `rejected`, `gone`, `exhausted`, `closed`
     * @param bool $maybeDelivered whether an attempt ended without an answer, so that nobody can know
     * @param list<string> $errors what Discord has against which field
     */
    public function __construct(
        public readonly string $status,
        public readonly ?string $reason = null,
        public readonly ?string $detail = null,
        public readonly ?string $channel = null,
        public readonly int $attempts = 0,
        public readonly bool $maybeDelivered = false,
        public readonly ?string $messageId = null,
        public readonly ?int $httpStatus = null,
        public readonly ?int $discordCode = null,
        public readonly array $errors = [],
    ) {
        $this->id = bin2hex(random_bytes(16));
    }

    public function isDelivered(): bool
    {
        return $this->status === 'delivered';
    }

    /** @return array<string, mixed> without what does not apply */
    public function jsonSerialize(): array
    {
        return array_filter(get_object_vars($this));
    }
}

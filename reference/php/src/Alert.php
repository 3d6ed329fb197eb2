<?php

declare(strict_types=1);

namespace Dat;

/** What a program raises, read from an array with the names of its JSON form. */
final class Alert
{
    public const COLORS = ['P0' => 0xFF0000, 'P1' => 0xFF8800, 'P2' => 0xFFCC00, 'P3' => 0x00CC66, 'DEV' => 0x808080];

    public readonly string $severity;
    public readonly string $title;
    public readonly string $description;
    public readonly string $url;
    public readonly string $footer;
    public readonly string $author;
    public readonly string $timestamp;
    public readonly bool $trade;
    public readonly bool $silent;
    public readonly string $channel;
    public readonly ?string $threadId;
    /** @var list<array{name: string, value: string, inline: bool}> */
    public readonly array $fields;
    /** @var list<string> As Discord writes them: `@everyone`, `@here`, `<@id>`, `<@&id>`. */
    public readonly array $mentions;

    /**
     * @param array<string, mixed> $data
     * @throws \InvalidArgumentException when there is no known severity or no title
     */
    public function __construct(array $data, string $p0Mention = '@everyone')
    {
        $severity = $data['severity'] ?? null;
        if (!is_string($severity) || !isset(self::COLORS[$severity])) {
            throw new \InvalidArgumentException('severity must be one of P0, P1, P2, P3, DEV');
        }
        $this->severity = $severity;
        $this->title = Text::clean($data['title'] ?? '');
        if ($this->title === '') {
            throw new \InvalidArgumentException('an alert needs a title');
        }
        $this->description = Text::clean($data['description'] ?? '');
        $this->url = Text::clean($data['url'] ?? '');
        $this->footer = Text::clean($data['footer'] ?? '');
        $this->author = Text::clean($data['author'] ?? '');
        $this->timestamp = self::time($data['timestamp'] ?? null);
        $this->trade = $severity === 'P3' && ($data['trade'] ?? false) === true;
        $this->silent = ($data['silent'] ?? false) === true;
        $this->channel = is_string($data['channel'] ?? null) ? $data['channel'] : $this->channelOfSeverity();
        $threadId = $data['thread']['id'] ?? null;
        $this->threadId = is_string($threadId) && preg_match('/^\d{17,20}$/D', $threadId) ? $threadId : null;
        $this->fields = self::fields($data['fields'] ?? []);
        $this->mentions = isset($data['mention'])
            ? self::mentions($data['mention'])
            : ($severity === 'P0' ? preg_split('/\s+/', $p0Mention, -1, PREG_SPLIT_NO_EMPTY) : []);
    }

    // #region route
    private function channelOfSeverity(): string
    {
        return match ($this->severity) {
            'P0', 'P1' => 'alerts',
            'DEV' => 'dev',
            default => $this->trade ? 'trades' : 'info',
        };
    }

    public function color(): int
    {
        return $this->trade ? 0x3399FF : self::COLORS[$this->severity];
    }
    // #endregion route

    private static function time(mixed $value): string
    {
        $zoned = is_string($value) && preg_match('/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/D', $value);
        try {
            $time = new \DateTimeImmutable($zoned ? $value : 'now');
        } catch (\Exception) {
            $time = new \DateTimeImmutable();
        }
        return $time->setTimezone(new \DateTimeZone('UTC'))->format('Y-m-d\TH:i:s.v\Z');
    }

    /** Text as it is, everything else as JSON. A list of arrays is Discord's own form, anything else name to value. */
    private static function fields(mixed $given): array
    {
        $show = fn (mixed $value): string => is_string($value)
            ? $value
            : json_encode($value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR);
        $fields = [];
        foreach (is_array($given) ? $given : [] as $name => $value) {
            $inline = false;
            if (is_int($name) && is_array($value) && isset($value['name'])) {
                $inline = ($value['inline'] ?? false) === true;
                ['name' => $name, 'value' => $value] = $value + ['value' => ''];
            }
            $fields[] = ['name' => $show($name), 'value' => $show($value), 'inline' => $inline];
        }
        return $fields;
    }

    private static function mentions(mixed $given): array
    {
        $mentions = [];
        foreach (is_array($given) && array_is_list($given) ? $given : [$given] as $mention) {
            $mentions[] = match (true) {
                $mention === 'everyone', $mention === 'here' => "@$mention",
                isset($mention['user']) => "<@{$mention['user']}>",
                isset($mention['role']) => "<@&{$mention['role']}>",
                default => '',
            };
        }
        return array_values(array_filter($mentions));
    }
}

<?php

declare(strict_types=1);

namespace Dat;

/** Makes the JSON that Discord gets. Whatever is in the alert, it obeys Discord's limits and says what it left out. */
final class Message
{
    public const MENTION = '/^(?:@everyone|@here|<@&?\d{17,20}>)$/D';
    private const MAX_FIELDS = 25;
    private const MAX_TOTAL = 6000;
    private const SILENT = 1 << 12;

    /** Discord refuses an embed whose host has no dot, and the whole alert with it. */
    private const LABEL = '[^\s/?#:@."<>\\\\^`{|}]{1,63}';
    private const URL = '~^https?://(?:' . self::LABEL . '\.)+' . self::LABEL . '(?::\d{1,5})?(?:[/?#]\S*)?$~iD';

    /** @param ?list<string> $mentions those of the alert, unless the message must not ping */
    public static function build(Alert $alert, ?string $username, ?array $mentions = null): string
    {
        return self::encode(self::username($username) + self::ping($mentions ?? $alert->mentions)
            + ($alert->silent ? ['flags' => self::SILENT] : []) + ['embeds' => [self::embed($alert)]]);
    }

    /** @param list<string> $lines of the audit trail, in one message that pings nobody */
    public static function audit(array $lines): string
    {
        $embed = ['color' => 0xFFFFFF, 'description' => Text::cut(implode("\n", $lines), 4096)];
        return self::encode(self::ping([]) + ['embeds' => [$embed]]);
    }

    // #region mentions
    /** Only `content` pings, and only what is listed: without `allowed_mentions` every @everyone in a log line would. */
    private static function ping(array $mentions): array
    {
        $mentions = array_slice(preg_grep(self::MENTION, array_unique($mentions)), 0, 50);
        $ids = fn (string $pattern): array => array_values(preg_filter($pattern, '$1', $mentions));
        return ($mentions ? ['content' => implode(' ', $mentions)] : []) + ['allowed_mentions' => [
            'parse' => array_intersect(['@everyone', '@here'], $mentions) ? ['everyone'] : [],
            'users' => $ids('/^<@(\d+)>$/'),
            'roles' => $ids('/^<@&(\d+)>$/'),
        ]];
    }
    // #endregion mentions

    private static function embed(Alert $alert): array
    {
        $title = "$alert->severity · $alert->title";
        $title = Text::cut(Text::units($title) > 256 ? $alert->title : $title, 256);
        $author = Text::cut($alert->author, 256);
        $footer = Text::cut($alert->footer, 2048);
        $isLink = strlen($alert->url) <= 2048 && preg_match(self::URL, $alert->url);
        $text = $isLink || $alert->url === '' ? $alert->description : trim("$alert->description\n$alert->url");

        $room = self::MAX_TOTAL - 40 - Text::units($title . $author . $footer); // 40 for the note below
        $description = Text::cut($text, min(4096, $room));
        $fields = self::fit($alert->fields, $room - Text::units($description));
        $leftOut = count($alert->fields) - count($fields);
        if ($leftOut > 0) {
            $footer = Text::cut($footer, 2000) . ($footer === '' ? '' : ' · ') . "$leftOut fields left out";
        }

        return ['title' => $title, 'color' => $alert->color(), 'timestamp' => $alert->timestamp]
            + array_filter([
                'url' => $isLink ? $alert->url : null,
                'description' => $description === '' ? null : $description,
                'fields' => $fields ?: null,
                'author' => $author === '' ? null : ['name' => $author],
                'footer' => $footer === '' ? null : ['text' => $footer],
            ], fn (mixed $value): bool => $value !== null);
    }

    /** The fields that fit. */
    private static function fit(array $fields, int $room): array
    {
        $kept = [];
        foreach ($fields as ['name' => $name, 'value' => $value, 'inline' => $inline]) {
            $name = self::filled($name, 256);
            $value = self::filled($value, 1024);
            $size = Text::units($name . $value);
            if (count($kept) < self::MAX_FIELDS && $size <= $room) {
                $room -= $size;
                $kept[] = compact('name', 'value', 'inline');
            }
        }
        return $kept;
    }

    private static function filled(string $text, int $limit): string
    {
        $text = Text::cut(Text::clean($text), $limit);
        return $text === '' ? '–' : $text;
    }

    /** Discord refuses these names, and the message with them. */
    private static function username(?string $name): array
    {
        $name = Text::cut(Text::clean($name), 80);
        $isRefused = $name === '' || preg_match('/clyde|discord|^@?(?:everyone|here)$/iD', $name);
        return $isRefused ? [] : ['username' => $name];
    }

    private static function encode(array $message): string
    {
        return json_encode($message, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
    }
}

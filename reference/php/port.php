<?php

// The port that the conformance kit drives: lines of JSON both ways (PROTOCOL.md, L2). The library does not need it.

declare(strict_types=1);

require __DIR__ . '/dat.php';

ini_set('display_errors', 'stderr'); // stdout is the protocol's

const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR;

function reply(mixed $id, array $answer): void
{
    fwrite(STDOUT, json_encode(['id' => $id] + $answer, FLAGS) . "\n");
}

/** PHP's parser refuses the whole line for half a surrogate pair. */
function decode(string $line): mixed
{
    $half = '/(\\\\\\\\|\\\\ud[89ab]..\\\\ud[c-f]..)|\\\\ud[89a-f][0-9a-f]{2}/i';
    return json_decode(preg_replace($half, '$1', $line), true);
}

/** A notifier without a webhook: every alert ends `unrouted`. */
function nowhere(): Dat\Notifier
{
    return new Dat\Notifier(['webhooks' => [], 'p0Mention' => '']);
}

/** All the ways in which PHP shows an object. */
function inspection(Dat\Notifier $notifier): string
{
    ob_start();
    var_dump($notifier);
    return ob_get_clean() . print_r($notifier, true) . json_encode($notifier);
}

function configure(array $request): Dat\Notifier
{
    $names = ['webhooks', 'enabled', 'username', 'audit', 'p0Mention', 'maxAttempts', 'timeoutMs', 'maxWaitMs', 'backoffMs'];
    return new Dat\Notifier(array_intersect_key($request, array_flip($names)));
}

/** Answers one command; returns the notifier for the next, null after `stop`. */
function serve(array $request, Dat\Notifier $notifier): ?Dat\Notifier
{
    $id = $request['id'] ?? null;
    switch ($request['cmd'] ?? null) {
        case 'start':
            $about = ['protocol' => 1, 'name' => 'dat-php', 'language' => 'php', 'level' => 'L2', 'features' => []];
            $isKnown = ($request['protocol'] ?? null) === 1;
            reply($id, $isKnown ? ['result' => $about] : ['error' => 'this port speaks version 1']);
            return $notifier;
        case 'configure':
            $notifier->close(0);
            try {
                $notifier = configure($request);
                reply($id, ['result' => true]);
            } catch (InvalidArgumentException $error) {
                $notifier = nowhere();
                reply($id, ['error' => $error->getMessage()]);
            }
            return $notifier;
        case 'send':
            reply($id, ['result' => $notifier->send(is_array($request['alert'] ?? null) ? $request['alert'] : [])]);
            return $notifier;
        case 'probe':
            reply($id, ['result' => ['channels' => (object) $notifier->probe(), 'p0Mention' => $notifier->p0Mention()]]);
            return $notifier;
        case 'inspect':
            reply($id, ['result' => inspection($notifier)]);
            return $notifier;
        case 'stop':
            $notifier->close(2);
            reply($id, ['result' => true]);
            return null;
        default:
            reply($id, ['unsupported' => true]);
            return $notifier;
    }
}

$notifier = nowhere();
while ($notifier !== null) {
    $readable = [STDIN];
    $none = [];
    if (!stream_select($readable, $none, $none, 0, 20_000)) {
        $notifier->pump(0.02);
        continue;
    }
    $line = fgets(STDIN);
    if ($line === false) {
        $notifier->close(2);
        break;
    }
    $request = decode($line);
    if (!is_array($request)) {
        reply(null, ['error' => 'this line is no JSON']);
        continue;
    }
    $notifier = serve($request, $notifier);
}

<?php

declare(strict_types=1);

namespace Dat;

/** Makes requests with curl, several at once: an audit line travels while the program sends its next alert. */
final class Http
{
    private const USER_AGENT = 'dat-php/1.0 (alerts by webhook)';
    private const MAX_REPLY_BYTES = 1_000_000;

    private readonly \CurlMultiHandle $multi;

    /** @var array<int, \stdClass> requests under way, by the id of their curl handle */
    private array $running = [];

    public function __construct(private readonly int $timeoutMs)
    {
        $this->multi = curl_multi_init();
    }

    // #region send
    /**
     * Begins a request; without a body it is a GET.
     *
     * @param \Closure(Reply): void $onReply
     */
    public function start(#[\SensitiveParameter] string $url, ?string $body, \Closure $onReply): void
    {
        $exchange = (object) ['headers' => [], 'body' => '', 'onReply' => $onReply];
        $curl = curl_init($url);
        curl_setopt_array($curl, [
            CURLOPT_TIMEOUT_MS => $this->timeoutMs, // over all of it, from the connection to the end of the answer
            CURLOPT_FOLLOWLOCATION => false, // the path is the secret
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_NOSIGNAL => true,
            CURLOPT_USERAGENT => self::USER_AGENT,
            CURLOPT_HTTPHEADER => ['Expect:', ...($body === null ? [] : ['Content-Type: application/json'])],
            CURLOPT_HEADERFUNCTION => function ($curl, string $line) use ($exchange): int {
                [$name, $value] = explode(':', $line, 2) + [1 => ''];
                $exchange->headers[strtolower($name)] = trim($value);
                return strlen($line);
            },
            CURLOPT_WRITEFUNCTION => function ($curl, string $data) use ($exchange): int {
                $exchange->body .= $data;
                return strlen($exchange->body) > self::MAX_REPLY_BYTES ? 0 : strlen($data); // 0 ends the transfer
            },
        ] + ($body === null ? [] : [CURLOPT_POSTFIELDS => $body]));
        $this->running[(int) spl_object_id($curl)] = $exchange;
        curl_multi_add_handle($this->multi, $curl);
        curl_multi_exec($this->multi, $active);
    }

    /** Makes a request and waits for its reply. */
    public function request(#[\SensitiveParameter] string $url, ?string $body): Reply
    {
        $reply = null;
        $this->start($url, $body, function (Reply $given) use (&$reply): void {
            $reply = $given;
        });
        while ($reply === null) {
            $this->pump(1.0);
        }
        return $reply;
    }

    /** Lets what is under way make progress, for at most so many seconds. */
    public function pump(float $seconds): void
    {
        if (!$this->running) {
            usleep((int) ($seconds * 1e6));
            return;
        }
        curl_multi_exec($this->multi, $active);
        if ($active) {
            if (curl_multi_select($this->multi, $seconds) === -1) {
                usleep(5000); // curl has nothing to wait for yet
            }
            curl_multi_exec($this->multi, $active);
        }
        while ($done = curl_multi_info_read($this->multi)) {
            $exchange = $this->running[spl_object_id($done['handle'])];
            unset($this->running[spl_object_id($done['handle'])]);
            ($exchange->onReply)($this->read($done['handle'], $done['result'], $exchange));
            curl_multi_remove_handle($this->multi, $done['handle']);
        }
    }

    public function isIdle(): bool
    {
        return !$this->running;
    }

    /** When only the body breaks off, the status alone decides; but the deadline is for all of the answer. */
    private function read(\CurlHandle $curl, int $error, object $exchange): Reply
    {
        $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
        if ($status === 0 || $error === CURLE_OPERATION_TIMEDOUT) {
            $detail = 'no answer (' . curl_strerror($error) . ')';
            return new Reply('silent', $detail, written: curl_getinfo($curl, CURLINFO_REQUEST_SIZE) > 0);
        }
        return Reply::read($status, $exchange->headers, $exchange->body);
    }
    // #endregion send
}

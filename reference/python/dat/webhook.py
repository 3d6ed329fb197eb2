"""A webhook, which is a secret, and one HTTP request to it."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import urlsplit

API_BASE = "https://discord.com/api/v10"
USER_AGENT = "DiscordBot (dat-python, 1.0)"
LONGEST_ANSWER = 65_536  # more of it is not read

# region secrets
_PATH = re.compile(r"/webhooks/(\d{17,20})/([\w-]{60,120})/?(?:\?(\S*))?", re.ASCII)
_BASE = re.compile(r"(https?://[^\s/?#@]+)(/api(?:/v\d{1,2})?)", re.IGNORECASE)
_DISCORD = re.compile(r"https://(?:(?:ptb|canary)\.)?discord(?:app)?\.com", re.IGNORECASE)
_LOOPBACK = re.compile(r"https?://(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?=/|$)", re.I)


class Webhook:
    """Where a channel's messages go.

    Its token is what lets anybody post, so printing, pickling and errors never show it.
    """

    __slots__ = ("_base", "_token", "id", "is_discord", "thread_id")

    def __init__(self, url: str, api_base: str = API_BASE) -> None:
        """Reads a webhook URL as Discord hands it out.

        Raises ValueError, which never repeats the URL.
        """
        base, slash, rest = url.strip().partition("/webhooks/")
        path = _PATH.fullmatch(slash + rest)
        if path is None:
            raise ValueError(
                "not a webhook URL: write https://discord.com/api/webhooks/<id>/<token>"
            )
        self.id = path[1]
        self._token = path[2]
        self._base = _own_base(base, check_api_base(api_base))
        self.is_discord = _DISCORD.match(self._base) is not None
        thread = re.search(r"(?:^|&)thread_id=(\d{17,20})(?:&|$)", path[3] or "")
        self.thread_id = thread[1] if thread else None

    def __repr__(self) -> str:
        return f"[webhook {self.id}]"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Webhook) and self._target() == other._target()

    def __hash__(self) -> int:
        return hash(self._target())

    def __reduce__(self) -> NoReturn:
        raise TypeError("a webhook is a secret and is not pickled")

    def _target(self) -> tuple[str, str, str]:
        return self._base, self.id, self._token

    def redact(self, text: str) -> str:
        """Text that came from outside, withheld when any piece of the token is in it."""
        pieces = (self._token[at : at + 12] for at in range(len(self._token) - 11))
        return "(it repeated the webhook's token)" if any(p in text for p in pieces) else text


def check_api_base(base: str) -> str:
    base = base.strip().rstrip("/")
    if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", base, re.IGNORECASE):
        raise ValueError(f"the API base is no http(s) URL: write something like {API_BASE}")
    if not base.lower().startswith("https:") and not _LOOPBACK.match(base):
        raise ValueError(
            "the API base is plain http, which shows the token to the network: use https"
        )
    return base


def _own_base(base: str, api_base: str) -> str:
    """Of a Discord URL only id and token count.

    The URL that Discord's UI shows means the deprecated API v6.
    """
    parts = _BASE.fullmatch(base)
    if base == api_base or (parts and _DISCORD.fullmatch(parts[1])):
        return api_base
    if parts and _LOOPBACK.fullmatch(parts[1]):
        return base
    raise ValueError(
        "the webhook's host is not Discord's, or plain http: set DISCORD_API_BASE for another"
    )


# endregion secrets


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, unread."""

    status: int
    headers: Mapping[str, str]
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer.

    What was written may have arrived, and then another attempt is a second message.
    """

    detail: str
    written: bool


# region send
def exchange(
    webhook: Webhook,
    method: str,
    timeout: float,
    *,
    body: bytes | None = None,
    thread_id: str | None = None,
) -> Answer | Silence:
    """One HTTP request, with one deadline over connecting, sending and the whole answer.

    Never raises, follows no redirect.
    """
    url = urlsplit(webhook._base)
    secure = url.scheme == "https"
    connect = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = connect(url.netloc, timeout=timeout)
    thread_id = thread_id or webhook.thread_id
    path = f"{url.path}/webhooks/{webhook.id}/{webhook._token}"
    if thread_id and re.fullmatch(r"\d{17,20}", thread_id, re.ASCII) and method == "POST":
        path += f"?thread_id={thread_id}"
    headers = {"User-Agent": USER_AGENT}
    if body is not None:
        headers["Content-Type"] = "application/json"

    late = threading.Event()
    # A socket's own timeout starts anew with every byte, so a trickle would hold the alert for
    # ever.
    watchdog = threading.Timer(timeout, _hang_up, (connection, late))
    watchdog.start()
    written = False
    try:
        connection.connect()
        if late.is_set():
            raise TimeoutError
        written = True
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return Answer(
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            _read(response),
        )
    except (OSError, http.client.HTTPException, ValueError) as error:
        no_time = late.is_set() or isinstance(error, TimeoutError)
        detail = f"no answer within {timeout:g} s" if no_time else type(error).__name__
        return Silence(detail, written)
    finally:
        watchdog.cancel()
        connection.close()


# endregion send


def _read(response: http.client.HTTPResponse) -> str:
    # The status has been told, and it alone decides when the body breaks off.
    with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
        return response.read(LONGEST_ANSWER).decode("utf-8", "replace")
    return ""


def _hang_up(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    late.set()
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

"""One HTTP request to a webhook."""

from __future__ import annotations

import contextlib
import http.client
import io
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urlsplit

from .webhook import Webhook

USER_AGENT = "DiscordBot (dat-python, 1.0)"  # the edge refuses Python-urllib's own
LONGEST_ANSWER = 65_536  # more of it is not read


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, unread. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer. What was written may have arrived, and another attempt is a second message."""

    detail: str
    written: bool


# region send
def exchange(
    webhook: Webhook,
    method: str,
    timeout: float,
    body: bytes | None = None,
    thread_id: str | None = None,
) -> Answer | Silence:
    """Make one request, with one deadline over connecting, sending and the whole answer.

    It never raises, and follows no redirect, because the path holds the token.
    """
    deadline = monotonic() + timeout
    url = urlsplit(webhook.url())
    secure = url.scheme == "https"
    connect = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = connect(url.netloc, timeout=timeout)
    headers = {"User-Agent": USER_AGENT}
    if body is not None:
        headers["Content-Type"] = "application/json"
    written = False
    try:
        connection.connect()
        sock = _Impatient(connection.sock, deadline)
        sock.hurry()
        written = True
        path = f"{url.path}?thread_id={thread_id}" if thread_id else url.path
        connection.request(method, path, body, headers)
        response = http.client.HTTPResponse(sock, method=method)  # type: ignore[arg-type]
        response.begin()
        return Answer(
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            _read(response),
        )
    except TimeoutError:
        return Silence(f"no answer within {timeout:g} s", written)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Silence(webhook.redact(f"{type(error).__name__}: {error}"), written)
    finally:
        connection.close()


# endregion send


def _read(response: http.client.HTTPResponse) -> str:
    # The status has been told, and it alone decides when the body breaks off.
    with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
        return response.read(LONGEST_ANSWER).decode("utf-8", "replace")
    return ""


class _Impatient(io.RawIOBase):
    """A socket to read from until a moment.

    Its own timeout starts anew with every byte, so an answer that trickles would never end.
    """

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self.hurry()
        return self._sock.recv_into(buffer)

    def hurry(self) -> None:
        """Give the next operation no more time than is left."""
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)

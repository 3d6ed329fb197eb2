"""A webhook, which is a secret."""

from __future__ import annotations

import re
from typing import NoReturn

API_BASE = "https://discord.com/api/v10"

# region secrets
_PATH = re.compile(r"/webhooks/(\d{17,20})/([\w-]{60,120})/?(?:\?(\S*))?", re.ASCII)
_BASE = re.compile(r"(https?://[^\s/?#@]+)(/api(?:/v\d{1,2})?)", re.IGNORECASE)
_DISCORD = re.compile(r"https://(?:(?:ptb|canary)\.)?discord(?:app)?\.com(?=/|$)", re.I)
_LOOPBACK = re.compile(r"https?://(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?=/|$)", re.I)


class Webhook:
    """Where a channel's messages go.

    Its token is what lets anybody post, so printing, pickling and errors never show it.
    """

    __slots__ = ("_base", "_token", "id", "is_discord", "thread_id")

    def __init__(self, url: str, api_base: str = API_BASE) -> None:
        """Read a webhook's URL as Discord hands it out.

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
        return isinstance(other, Webhook) and self.url() == other.url()

    def __hash__(self) -> int:
        return hash(self.url())

    def __reduce__(self) -> NoReturn:
        raise TypeError("a webhook is a secret and is not pickled")

    def url(self) -> str:
        """Where to send. A secret."""
        return f"{self._base}/webhooks/{self.id}/{self._token}"

    def redact(self, text: str) -> str:
        """Withhold text that came from outside when any piece of the token is in it."""
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

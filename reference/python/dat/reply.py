"""What an answer means. Pure: it is given what came back, and says what follows from it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from .exchange import Answer, Silence
from .text import cut
from .webhook import Webhook

HOUR, DAY = 3600.0, 86_400.0
MARGIN = 0.05  # clocks differ, and too early prolongs the block


@dataclass(frozen=True, slots=True)
class Delivered:
    """Any 2xx: 204 without a body, 200 with one."""


@dataclass(frozen=True, slots=True)
class Limited:
    """429, or a block by Discord's edge. `wait` is what was told, in seconds."""

    detail: str
    wait: float
    everywhere: bool
    """The address is meant, not the webhook: nothing may be sent to any."""


@dataclass(frozen=True, slots=True)
class Failed:
    """5xx, a redirect, or no answer: not about the message, so it may be tried again."""

    detail: str
    maybe_delivered: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A 4xx: it would be answered the same again."""

    reason: Literal["rejected", "gone"]
    detail: str
    status: int
    code: int | None = None
    errors: tuple[str, ...] = ()


Reply = Delivered | Limited | Failed | Refused

_DEAD = {(404, 10015), (401, 50027)}  # Unknown Webhook, Invalid Webhook Token
_EDGE_BLOCK = 40333  # "internal network error", by the edge (discord-api-docs #6473)


def read_reply(answer: Answer | Silence, webhook: Webhook) -> Reply:
    if isinstance(answer, Silence):
        return Failed(answer.detail, answer.written)
    status, body = answer.status, _parse(answer.text)
    if 200 <= status < 300:
        return Delivered()
    if status == 429:
        return _read_limit(answer, body)
    if not 400 <= status < 500:
        return Failed(f"Discord answered {status}")
    code = body.get("code") if isinstance(body.get("code"), int) else None
    if status == 403 and code in (None, 0, _EDGE_BLOCK):
        return Limited("Discord's edge blocks this address", HOUR, everywhere=True)

    def quote(text: str) -> str:
        return cut(webhook.redact(text), 300)

    tree = body if code is None else body.get("errors")
    errors = tuple(map(quote, islice(_flatten(tree), 20)))
    said = quote(str(body.get("message", ""))) or f"HTTP {status}"
    if (status, code) in _DEAD:
        return Refused("gone", f"the webhook does not exist any more: {said}", status, code)
    return Refused("rejected", f"Discord refused the message: {said}", status, code, errors)


# region backoff
_BAN = re.compile(r"\b1015\b|<html|<!doctype|blocked from accessing", re.IGNORECASE)


def _read_limit(answer: Answer, body: dict[str, Any]) -> Limited:
    """Read the body before the header, which is rounded up.

    Both go before the bucket headers, which may speak of another bucket (discord-api-docs #4043).
    """
    told = _seconds(body.get("retry_after")) or _seconds(answer.headers.get("retry-after"))
    if told is None and (body.get("code") == 0 or _BAN.search(answer.text[:2000])):
        return Limited("Discord has banned this address for a while", HOUR, everywhere=True)
    everywhere = (
        body.get("global") is True
        or answer.headers.get("x-ratelimit-scope") == "global"
        or "x-ratelimit-global" in answer.headers
    )
    # No wait told, or one without sense, is not a wait of zero.
    wait = min(told, DAY) if told else 1.0
    return Limited(f"Discord asked to wait {wait:g} s", wait, everywhere)


def foretold_pause(answer: Answer | Silence) -> float:
    """Seconds that the next request must wait although this one was fine: the window is used up."""
    if isinstance(answer, Silence) or answer.headers.get("x-ratelimit-remaining") != "0":
        return 0
    return min((_seconds(answer.headers.get("x-ratelimit-reset-after")) or 0) + MARGIN, HOUR)


def _seconds(told: object) -> float | None:
    """A positive, finite number of seconds, else nothing."""
    try:
        value = float(told) if isinstance(told, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return None
    return value if value > 0 and math.isfinite(value) else None


# endregion backoff


def _parse(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text) if text else None
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _flatten(tree: object, path: str = "", depth: int = 16) -> Iterator[str]:
    """Discord's field errors as `embeds.0.title: Must be …`.

    They are nested by API v10, and `{"embeds": ["0"]}` by v6.
    """
    match tree:
        case str():
            yield f"{path}.{tree}: refused" if tree.isdigit() else f"{path}: {tree}"
        case {"message": message}:
            yield f"{path}: {message}".removeprefix(": ")
        case dict() if depth:
            for name, each in tree.items():
                inner = path if name == "_errors" else f"{path}.{name}".removeprefix(".")
                yield from _flatten(each, inner, depth - 1)
        case list() if depth:
            for each in tree:
                yield from _flatten(each, path, depth - 1)

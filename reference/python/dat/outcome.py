"""How an alert ended: a receipt at once, an outcome later."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from typing import Literal, NamedTuple

Status = Literal["delivered", "suppressed", "dropped", "pending"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What `notify` knows before any network: `queued`, `suppressed` or `dropped`."""

    id: str
    state: Literal["queued", "suppressed", "dropped"]
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one alert ended. `pending` only from a `send` whose time was over."""

    status: Status
    id: str = ""
    reason: str | None = None
    """suppressed.

    Throttled, disabled, test-guard. dropped: invalid, unrouted, overflow, rejected, gone,
    exhausted, closed.
    """
    detail: str | None = None
    channel: str | None = None
    attempts: int | None = None
    key: str | None = None
    http_status: int | None = None
    discord_code: int | None = None
    errors: tuple[str, ...] = ()
    maybe_delivered: bool = False
    """An attempt ended without an answer, so nobody can know."""


class Ticket:
    """A raised alert, to wait for."""

    def __init__(self) -> None:
        self.id = secrets.token_hex(16)
        self.outcome = Outcome(status="pending", id=self.id)
        """What is true now."""
        self._ended = threading.Event()

    def end(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self._ended.set()

    def wait(self, timeout: float | None = None) -> Outcome:
        """How it ended, or after `timeout` seconds what is true then: `pending`."""
        self._ended.wait(timeout)
        return self.outcome


class Health(NamedTuple):
    """What the boot check found of a channel.

    `dead` is a misconfiguration; `unreachable` says nothing about the webhook.
    """

    status: Literal["alive", "dead", "unreachable"]
    detail: str

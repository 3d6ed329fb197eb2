"""Everything that can be set, and the environment it comes from."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from .message import is_mention
from .webhook import API_BASE, Webhook, check_api_base

log = logging.getLogger("dat")

CHANNELS = ("alerts", "info", "trades", "dev", "audit")
_OFF = {"0", "false", "no", "off"}


class _Knob(NamedTuple):
    variable: str
    kind: type[int] | type[float]
    least: float
    most: float
    """In the unit of the setting; variables of floats are in milliseconds."""


_KNOBS = {
    "max_attempts": _Knob("DAT_MAX_ATTEMPTS", int, 1, 10),
    "timeout": _Knob("DAT_TIMEOUT_MS", float, 0.01, 600),
    "max_wait": _Knob("DAT_MAX_WAIT_MS", float, 0, 86_400),
    "backoff": _Knob("DAT_BACKOFF_MS", float, 0.001, 60),
    "throttle_max": _Knob("DAT_THROTTLE_MAX", int, 0, 1000),
    "throttle_window": _Knob("DAT_THROTTLE_WINDOW_MS", float, 0.001, 86_400),
    "queue_max": _Knob("DAT_QUEUE_MAX", int, 1, 100_000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a notifier does.

    Times are in seconds. Raises ValueError for a number out of its range.
    """

    webhooks: Mapping[str, Webhook] = field(default_factory=dict)
    """By channel; `default` stands in for every channel but `audit`."""
    enabled: bool = True
    username: str = ""
    audit: str | None = "audit"
    """The channel that gets a line for every alert, `None` for no trail."""
    p0_mention: tuple[str, ...] = ("@everyone",)
    max_attempts: int = 5
    """Attempts of one alert that may fail by 5xx or the network, and also its retries after 429."""
    timeout: float = 10
    """The deadline of one attempt."""
    max_wait: float = 30
    """The longest wait after a 429 that one alert sits out."""
    backoff: float = 1
    """The base of the back-off; its ceiling is 30 times that."""
    throttle_max: int = 3
    """Alerts of one key per window; 0 switches the throttle off."""
    throttle_window: float = 60
    queue_max: int = 500
    """Alerts held per webhook."""
    under_test: bool = False
    """Nothing is sent to Discord itself: a test suite that can page somebody will."""

    def __post_init__(self) -> None:
        for name, knob in _KNOBS.items():
            value = getattr(self, name)
            if not isinstance(value, int | knob.kind) or not knob.least <= value <= knob.most:
                raise ValueError(f"{name} must be a number from {knob.least:g} to {knob.most:g}")
        if not all(map(is_mention, self.p0_mention)):
            raise ValueError("p0_mention takes @everyone, @here, <@&role> and <@user>")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """What all programs of a deployment share.

        Raises ValueError for a webhook URL that is none.
        """
        return cls(
            webhooks=_webhooks(environ),
            enabled=environ.get("NOTIFY_DISCORD_ENABLED", "").strip().lower() not in _OFF,
            p0_mention=_p0_mention(environ.get("DISCORD_P0_MENTION", "@everyone")),
            under_test=environ.get("DAT_TEST", "").strip().lower() not in _OFF | {""}
            or "PYTEST_CURRENT_TEST" in environ,
            **_knobs(environ),
        )


def api_base(environ: Mapping[str, str] = os.environ) -> str:
    return check_api_base(environ.get("DISCORD_API_BASE") or API_BASE)


def _webhooks(environ: Mapping[str, str]) -> dict[str, Webhook]:
    base = api_base(environ)
    variables = {name: [f"DISCORD_WEBHOOK_{name.upper()}"] for name in CHANNELS}
    variables["default"] = ["DISCORD_WEBHOOK", "DISCORD_WEBHOOK_URL"]
    found: dict[str, Webhook] = {}
    for channel, names in variables.items():
        url = next(filter(None, (_value(environ, name) for name in names)), None)
        if url is not None:
            found[channel] = Webhook(url, base)
    return found


def _value(environ: Mapping[str, str], name: str) -> str:
    """The variable, else the text of the file that `…_FILE` names, as secrets are mounted."""
    value, path = environ.get(name, "").strip(), environ.get(f"{name}_FILE", "").strip()
    if value or not path:
        return value
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, ValueError):
        log.warning("%s_FILE names a file that cannot be read", name)
        return ""


def _p0_mention(text: str) -> tuple[str, ...]:
    words = tuple(text.replace(",", " ").split())
    if all(map(is_mention, words)):
        return words
    log.warning(
        "DISCORD_P0_MENTION is none of @everyone, @here, <@&role>, <@user>: @everyone it is"
    )
    return ("@everyone",)


def _knobs(environ: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, knob in _KNOBS.items():
        text = environ.get(knob.variable, "").strip()
        if not text:
            continue
        try:
            value = int(text) if knob.kind is int else float(text) / 1000
        except ValueError:
            value = -1
        if knob.least <= value <= knob.most:
            found[name] = value
        else:
            log.warning("%s is ignored: it must be a number in its range", knob.variable)
    return found

"""What a program raises, and where it goes: the alert, its severity, its key and its channel."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import NamedTuple

# From the most severe to the least; the position is the rank.
SEVERITIES = ("P0", "P1", "P2", "P3", "DEV")


class Field(NamedTuple):
    """One named value under the text of an alert."""

    name: str
    value: object
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Alert:
    """Something people should know. Nothing here raises: a bad alert ends `dropped: invalid`."""

    severity: str
    title: str
    _: KW_ONLY
    description: str = ""
    fields: Mapping[str, object] | Sequence[Field] = ()
    trade: bool = False
    """A P3 about money: blue, and to `trades`."""
    channel: str | None = None
    """A channel instead of the severity's."""
    key: str | None = None
    """Alerts of one key share a throttle; derived from the title when absent."""
    mention: Sequence[str] | None = None
    """`@everyone`, `@here`, `<@user>`, `<@&role>`.

    `()` pings nobody, `None` leaves it to the severity.
    """
    url: str | None = None
    footer: str = ""
    author: str = ""
    timestamp: datetime | None = None
    thread_id: str | None = None
    silent: bool = False

    def problem(self) -> str | None:
        """Why nobody can be told about it, for a person; `None` when it is fine."""
        if self.severity not in SEVERITIES:
            return f"the severity must be one of {', '.join(SEVERITIES)}"
        return None if self.title.strip() else "the title is empty"


# region route
CHANNELS = {"P0": "alerts", "P1": "alerts", "P2": "info", "P3": "info", "DEV": "dev"}
COLORS = {"P0": 0xFF0000, "P1": 0xFF8800, "P2": 0xFFCC00, "P3": 0x00CC66, "DEV": 0x808080}
TRADE_COLOR = 0x3399FF
AUDIT_COLOR = 0xFFFFFF


def channel_of(alert: Alert) -> str:
    """The channel it asks for, else the one of its severity."""
    if alert.channel:
        return alert.channel
    return "trades" if _is_trade(alert) else CHANNELS[alert.severity]


def color_of(alert: Alert) -> int:
    return TRADE_COLOR if _is_trade(alert) else COLORS[alert.severity]


def _is_trade(alert: Alert) -> bool:
    return alert.trade and alert.severity == "P3"


# endregion route

_ID = re.compile(r"\d{17,20}", re.ASCII)


def thread_of(alert: Alert) -> str | None:
    """The thread it asks for; what is no id of Discord's would cost the whole message."""
    return alert.thread_id if alert.thread_id and _ID.fullmatch(alert.thread_id) else None


# What tells two equal errors apart: UUIDs, hex of 8 and more, numbers of 4 digits and more.
_IDS = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(?:0x)?[0-9a-f]{8,}\b|\d{4,}", re.IGNORECASE
)


def key_of(alert: Alert) -> str:
    """ "order 47111 failed" and "order 47112 failed" are one storm; "node 2" is not "node 3"."""
    return alert.key or f"{alert.severity} {_IDS.sub('#', alert.title)}"

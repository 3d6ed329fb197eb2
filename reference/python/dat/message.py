"""The message an alert becomes.

Whatever is in the alert, Discord accepts it, and what was left out is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from .alert import AUDIT_COLOR, Alert, Field, color_of
from .outcome import Outcome
from .text import cut, units

Message = dict[str, Any]

# Discord's embed limits (docs: message resource); the last counts all texts of a message together.
TITLE, DESCRIPTION, FIELD_NAME, FIELD_VALUE, FOOTER, AUTHOR = 256, 4096, 256, 1024, 2048, 256
FIELDS, TOTAL, USERNAME = 25, 6000, 80
SUPPRESS_NOTIFICATIONS = 4096
EMPTY = "\u200b"  # a field needs a name and a value, and this one is invisible

# What Discord certainly accepts: one internal link would cost the whole message (grafana #65270).
_LINK = re.compile(r"https?://([\w-]{1,63}\.)+[\w-]{1,63}(:\d{1,5})?([/?#][!-~]*)?", re.ASCII)


def render(alert: Alert, raised_at: datetime, mentions: Sequence[str]) -> Message:
    """One message with one embed."""
    message: Message = {"embeds": [_embed(alert, raised_at)], **_ping(mentions)}
    if alert.silent:
        message["flags"] = SUPPRESS_NOTIFICATIONS
    return message


def audit_message(alert: Alert, channel: str, outcome: Outcome) -> Message:
    """One line: `P1` Auth degraded → alerts · delivered."""
    title = cut(" ".join(alert.title.split()), 120)
    how = outcome.status + (f" ({outcome.reason})" if outcome.reason else "")
    line = f"`{alert.severity}` {title} → {channel} · {how}"
    return {"embeds": [{"description": line, "color": AUDIT_COLOR}], **_ping(())}


def summary_message(first: Alert, number: int, now: datetime) -> Message:
    """How many alerts like the first one were held back."""
    text = f"{number} alerts like this were held back by the throttle."
    title = f"{number} more: {first.title}"
    return render(Alert(first.severity, title, description=text, trade=first.trade), now, ())


def encode(message: Message) -> bytes:
    """The same message always gives the same bytes."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def username(wanted: str) -> str:
    """A name that Discord takes.

    It refuses the message over `discord` and `clyde` anywhere, and over two whole names.
    """
    name = cut(re.sub("(?i)disc(?=ord)|cl(?=yde)", r"\g<0>*", wanted), USERNAME)
    return f"({name})" if name.lower().lstrip("@") in ("here", "everyone") else name


# region mentions
_MENTION = re.compile(r"@everyone|@here|<@&?\d{17,20}>")
_MOST = 80  # of at most 24 characters each, under the 2000 of `content`


def is_mention(text: str) -> bool:
    return _MENTION.fullmatch(text) is not None


def _ping(mentions: Sequence[str]) -> Message:
    """Only `content` pings, embeds never do.

    And nobody is pinged who is not listed, whatever the texts say.
    """
    wanted = [each for each in dict.fromkeys(mentions) if is_mention(each)][:_MOST]
    allowed: Message = {"parse": ["everyone"] if {"@everyone", "@here"} & set(wanted) else []}
    if users := [each[2:-1] for each in wanted if each[:2] == "<@" and each[2] != "&"]:
        allowed["users"] = users
    if roles := [each[3:-1] for each in wanted if each[:3] == "<@&"]:
        allowed["roles"] = roles
    return {"allowed_mentions": allowed} | ({"content": " ".join(wanted)} if wanted else {})


def without_mention(message: Message) -> Message:
    """The message for another attempt at what may have been delivered: nobody is woken twice."""
    rest = {name: value for name, value in message.items() if name != "content"}
    return rest | {"allowed_mentions": {"parse": []}}


# endregion mentions


def _embed(alert: Alert, raised_at: datetime) -> Message:
    label = f"{alert.severity} · {alert.title.strip()}"
    time = alert.timestamp or raised_at
    embed: Message = {
        "title": cut(label if units(label) <= TITLE else alert.title, TITLE) or "(no title)",
        "color": color_of(alert),
        "timestamp": (time if time.tzinfo else time.replace(tzinfo=UTC)).isoformat(),
    }
    if author := cut(alert.author, AUTHOR):
        embed["author"] = {"name": author}
    link = alert.url.strip() if alert.url else ""
    if link and len(link) <= 2048 and _LINK.fullmatch(link):
        embed["url"] = link
    rows = _rows(alert.fields)
    if link and "url" not in embed:
        rows.insert(0, Field("URL", link))
    fields = [
        {
            "name": cut(name, FIELD_NAME) or EMPTY,
            "value": cut(_show(value), FIELD_VALUE) or EMPTY,
            "inline": inline,
        }
        for name, value, inline in rows[:FIELDS]
    ]
    return _fit(embed, cut(alert.description, DESCRIPTION), alert.footer, fields, len(rows))


def _fit(
    embed: Message, description: str, footer: str, fields: list[Message], given: int
) -> Message:
    """Leaves out the last fields, then the end of the description, until all texts together fit."""
    while True:
        missing = given - len(fields)
        note = f"{missing} fields left out" if missing else ""
        said = " · ".join(
            filter(None, [cut(footer, FOOTER - len(note) - 3 if note else FOOTER), note])
        )
        texts = [embed["title"], embed.get("author", {}).get("name", ""), said]
        texts += [text for field in fields for text in (field["name"], field["value"])]
        room = TOTAL - sum(map(units, texts))
        if units(description) <= room or not fields:
            break
        fields = fields[:-1]
    if description := cut(description, room):
        embed["description"] = description
    if fields:
        embed["fields"] = fields
    if said:
        embed["footer"] = {"text": said}
    return embed


def _rows(fields: Mapping[str, object] | Sequence[Field]) -> list[Field]:
    if isinstance(fields, Mapping):
        return [Field(str(name), value) for name, value in fields.items()]
    return [Field(*row) for row in fields]


def _show(value: object) -> str:
    """Text as it is, everything else as JSON; an alert is not lost over a value that is neither."""
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (TypeError, ValueError, RecursionError):
        return repr(value)

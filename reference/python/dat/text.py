"""Text as Discord measures it, cut and cleaned of what must not be sent."""

from __future__ import annotations

import re

# Control characters that Discord drops, and halves of surrogate pairs, which are no Unicode.
_UNUSABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_FENCE = "```"

# region secrets
# Whoever reads the channel could post with it. The patterns start with fixed text and repeat one
# class, so they are linear.
_SECRETS = re.compile(
    r"(/webhooks/\d{15,20}/)[\w.-]{50,120}"  # Discord webhooks, whatever the host
    r"|(\bBearer\s{1,4})[\w.~+/=-]{20,4096}",
    re.IGNORECASE | re.ASCII,
)


def redact(text: str) -> str:
    """Masks webhook URLs and bearer tokens in text that is about to be sent or logged."""
    return _SECRETS.sub(lambda match: f"{match[1] or match[2]}[redacted]", text)


# endregion secrets


def clean(text: str) -> str:
    """Usable Unicode without white space around it: what the limits count."""
    return redact(_UNUSABLE.sub("", text)).strip()


def units(text: str) -> int:
    """The length in UTF-16 units: never less than the code points, so safe by either count."""
    return len(text) + sum(char > "\uffff" for char in text)


def cut(text: str, limit: int) -> str:
    """Clean text of at most `limit` units.

    What was cut ends in `…`, with an open code block closed.
    """
    text = clean(text)
    if units(text) <= limit:
        return text
    short = _start(text, limit - 1)
    if short.count(_FENCE) % 2 == 0:
        return short + "…"
    short = _start(text, limit - len(f"…\n{_FENCE}"))
    # The shorter cut may have lost the very fence that was open.
    return short + ("…" if short.count(_FENCE) % 2 == 0 else f"…\n{_FENCE}")


def _start(text: str, limit: int) -> str:
    # "ignore" drops the half of a surrogate pair that the cut would leave.
    return text[:limit].encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore").rstrip()

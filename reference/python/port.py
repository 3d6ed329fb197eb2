"""The conformance kit's way to drive the notifier.

Lines of JSON on stdin and stdout (../PROTOCOL.md).
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from queue import SimpleQueue
from typing import Any

from dat import Alert, Field, Notifier, Outcome, Settings, Webhook
from dat.message import is_mention
from dat.settings import api_base

Json = dict[str, Any]
Waiting = Callable[[], object]
STOP_SECONDS = 2.0


class Port:
    def __init__(self) -> None:
        self.notifier = Notifier(Settings())
        self.writing = threading.Lock()
        self.workers: list[threading.Thread] = []

    def answer(self, line: bytes) -> bool:
        """Answers one line; False once the program is to end."""
        try:
            command = json.loads(line)
            number, name = command["id"], command["cmd"]
        except (ValueError, TypeError, KeyError, RecursionError):
            self.reply(None, error="a line must be a JSON object with id and cmd")
            return True
        if name == "stop":
            self.finish()
            self.reply(number, result=True)
            return False
        run = getattr(self, f"do_{name}", None)
        if run is None:
            self.reply(number, unsupported=True)
        else:
            self.run(number, partial(run, command))
        return True

    def run(self, number: int, command: Callable[[], object]) -> None:
        """A result that is still to be called has to wait, and what is behind it must not."""
        try:
            result = command()
        except (ValueError, TypeError, AttributeError) as error:
            self.reply(number, error=str(error))
            return
        if callable(result):
            worker = threading.Thread(target=self.run, args=(number, result))
            self.workers.append(worker)
            worker.start()
        else:
            self.reply(number, result=result)

    def reply(self, number: int | None, **said: object) -> None:
        with self.writing:
            sys.stdout.write(json.dumps({"id": number, **said}) + "\n")
            sys.stdout.flush()

    def finish(self) -> None:
        self.notifier.close(STOP_SECONDS)
        for worker in self.workers:
            worker.join()

    def do_start(self, given: Json) -> Json:
        if given.get("protocol") != 1:
            raise ValueError("this port speaks protocol version 1")
        return {
            "protocol": 1,
            "name": "dat-python",
            "language": "python",
            "level": "L3",
            "features": [],
        }

    def do_configure(self, given: Json) -> bool:
        self.notifier.close(STOP_SECONDS)
        self.notifier = Notifier(Settings())  # what is raised after a failure is unrouted
        self.notifier = Notifier(read_settings(given))
        return True

    def do_send(self, given: Json) -> Waiting:
        ticket = self.notifier.submit(read_alert(given.get("alert")))
        timeout = seconds(given, "timeoutMs", threading.TIMEOUT_MAX)
        return lambda: show_outcome(ticket.wait(timeout))

    def do_notify(self, given: Json) -> Json:
        receipt = self.notifier.notify(read_alert(given.get("alert")))
        shown = {"id": receipt.id, "state": receipt.state}
        return shown | ({"reason": receipt.reason} if receipt.reason else {})

    def do_probe(self, _: Json) -> Waiting:
        notifier = self.notifier

        def probe() -> Json:
            channels = {name: health._asdict() for name, health in notifier.probe().items()}
            return {"channels": channels, "p0Mention": " ".join(notifier.settings.p0_mention)}

        return probe

    def do_inspect(self, _: Json) -> str:
        return f"{self.notifier!r} {self.notifier.settings!r} {vars(self.notifier)}"

    def do_stats(self, _: Json) -> Json:
        return dict(self.notifier.stats())

    def do_flush(self, given: Json) -> Waiting:
        return partial(self.notifier.flush, seconds(given, "timeoutMs", 10.0))

    def do_close(self, given: Json) -> Waiting:
        return partial(self.notifier.close, seconds(given, "timeoutMs", 10.0))


def read_settings(given: Json) -> Settings:
    changes: Json = {}
    if (webhooks := given.get("webhooks")) is not None:
        base = api_base()
        changes["webhooks"] = {name: Webhook(url, base) for name, url in webhooks.items()}
    if (audit := given.get("audit")) is not None:
        changes["audit"] = audit or None
    if (p0_mention := given.get("p0Mention")) is not None:
        changes["p0_mention"] = tuple(p0_mention.split())
    throttle = given.get("throttle")
    if throttle is False:
        changes["throttle_max"] = 0
    elif throttle is not None:
        changes |= {
            "throttle_max": throttle.get("max", 3),
            "throttle_window": seconds(throttle, "windowMs", 60.0),
        }
    same = {
        "enabled": "enabled",
        "username": "username",
        "maxAttempts": "max_attempts",
        "queueMax": "queue_max",
    }
    changes |= {name: given[key] for key, name in same.items() if given.get(key) is not None}
    times = {"timeoutMs": "timeout", "maxWaitMs": "max_wait", "backoffMs": "backoff"}
    changes |= {
        name: given[key] / 1000 for key, name in times.items() if given.get(key) is not None
    }
    return replace(Settings.from_environ(), **changes)


def read_alert(given: object) -> Alert:
    """An alert's JSON form.

    What cannot be read is left out, but for severity and title, without which it is invalid.
    """
    alert = given if isinstance(given, dict) else {}

    def text(name: str) -> str:
        return value if isinstance(value := alert.get(name), str) else ""

    thread = alert.get("thread")
    thread_id = thread.get("id") if isinstance(thread, dict) else None
    return Alert(
        text("severity"),
        text("title"),
        description=text("description"),
        fields=read_fields(alert.get("fields")),
        trade=alert.get("trade") is True,
        channel=text("channel") or None,
        key=text("key") or None,
        mention=read_mentions(alert.get("mention")),
        url=text("url") or None,
        footer=text("footer"),
        author=text("author"),
        timestamp=read_time(text("timestamp")),
        thread_id=thread_id if isinstance(thread_id, str) else None,
        silent=alert.get("silent") is True,
    )


def read_fields(given: object) -> list[Field]:
    if isinstance(given, dict):
        return [Field(name, value) for name, value in given.items()]
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
    return [
        Field(str(row.get("name", "")), row.get("value", ""), row.get("inline") is True)
        for row in rows
    ]


def read_mentions(given: object) -> tuple[str, ...] | None:
    """`"here"` and `{"role": id}` as Discord writes them; `None` when the alert says nothing."""
    if given is None:
        return None
    marks = []
    for each in given if isinstance(given, list) else [given]:
        kinds = each if isinstance(each, dict) else {}
        marks += [f"@{each}", f"<@{kinds.get('user')}>", f"<@&{kinds.get('role')}>"]
    return tuple(filter(is_mention, marks))


def read_time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def show_outcome(outcome: Outcome) -> Json:
    return {
        name: value
        for name, value in {
            "status": outcome.status,
            "id": outcome.id,
            "reason": outcome.reason,
            "detail": outcome.detail,
            "channel": outcome.channel,
            "attempts": outcome.attempts,
            "key": outcome.key,
            "httpStatus": outcome.http_status,
            "discordCode": outcome.discord_code,
            "errors": list(outcome.errors) or None,
            "maybeDelivered": outcome.maybe_delivered or None,
        }.items()
        if value is not None
    }


def seconds(given: Json, name: str, default: float) -> float:
    value = given.get(name)
    return value / 1000 if isinstance(value, int | float) else default


def main() -> None:
    lines: SimpleQueue[bytes | None] = SimpleQueue()
    # A SimpleQueue may be put to from a signal handler, and waiting for it does not keep the
    # handler from running.
    signal.signal(signal.SIGTERM, lambda *_: lines.put(None))

    def read() -> None:
        with open(0, "rb", closefd=False) as stdin:
            for line in stdin:
                lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    port = Port()
    while (line := lines.get()) is not None:
        if not port.answer(line):
            return
    port.finish()


if __name__ == "__main__":
    main()

"""The notifier: from an alert raised to a message on its way."""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from time import monotonic
from typing import Self

from .alert import SEVERITIES, Alert, channel_of, key_of
from .lane import LEAST, House, Job, Lane
from .message import Message, audit_message, render, username
from .outcome import Outcome, Receipt, Ticket
from .settings import Settings
from .text import cut
from .throttle import Storm, Throttle
from .webhook import Webhook

log = logging.getLogger("dat")


class Notifier:
    """Sends alerts to Discord webhooks by threads of its own, one for each webhook.

    Everything may be called from any thread, and nothing raises because of what Discord does.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings.from_environ()
        self._house = House()
        self._lanes: dict[Webhook, Lane] = {}
        for webhook in self.settings.webhooks.values():
            self._lanes.setdefault(webhook, Lane(webhook, self.settings, self._house))
        self._throttle = Throttle(self.settings.throttle_max, self.settings.throttle_window)
        self._teller: threading.Thread | None = None
        self._order = count()
        self._open = 0  # jobs that have not ended, those of the trail included
        self._stats = {"raised": 0, "delivered": 0, "suppressed": 0, "dropped": 0}
        self._unrouted_told = False
        self._closed = False
        if settings is None and self.settings.enabled and not self._lanes:
            log.warning("no webhook is set: every alert will be dropped; set DISCORD_WEBHOOK")
        atexit.register(self.close, 2.0)

    def __repr__(self) -> str:
        webhooks, last_error = dict(self.settings.webhooks), self._house.last_error
        return f"Notifier({webhooks!r}, {self.stats()!r}, {last_error=})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # region queue
    def notify(self, alert: Alert) -> Receipt:
        """Takes the alert and returns at once, before any network."""
        ticket = self.submit(alert)
        outcome = ticket.outcome
        if outcome.status == "suppressed" or (outcome.status == "dropped" and not outcome.attempts):
            return Receipt(ticket.id, outcome.status, outcome.reason)
        return Receipt(ticket.id, "queued")

    def send(self, alert: Alert, timeout: float | None = None) -> Outcome:
        """Raises the alert and waits for how it ends.

        After `timeout` seconds what is true then, perhaps `pending`.
        """
        return self.submit(alert).wait(timeout)

    def submit(self, alert: Alert) -> Ticket:
        """Raises the alert; the ticket tells how it ends."""
        ticket = Ticket()
        raised_at = datetime.now(UTC)
        with self._house.changed:
            self._stats["raised"] += 1
            refusal = self._refuse(alert)
            if refusal is not None:
                self._end(ticket, refusal)
                return ticket
            channel = channel_of(alert)
            ticket.outcome = replace(ticket.outcome, channel=channel)

            def on_end(outcome: Outcome) -> None:
                self._mirror(alert, channel, outcome)
                self._end(ticket, replace(outcome, channel=channel))

            message = render(alert, raised_at, self._mentions(alert))
            severity = SEVERITIES.index(alert.severity)
            self._post(channel, message, severity, on_end, alert.thread_id)
        return ticket

    # endregion queue

    def stats(self) -> dict[str, int]:
        """raised = delivered + suppressed + dropped + pending, always.

        Audit lines and summaries are no alerts.
        """
        with self._house.changed:
            return {**self._stats, "pending": self._pending()}

    def _pending(self) -> int:
        return 2 * self._stats["raised"] - sum(self._stats.values())

    def flush(self, timeout: float = 10.0) -> bool:
        """Waits until everything has ended, at most `timeout` seconds. Says whether it has."""
        with self._house.changed:
            return self._house.changed.wait_for(lambda: self._open == 0, timeout)

    def close(self, timeout: float = 10.0) -> bool:
        """Tells what the throttle held back, flushes, and ends what is left `dropped: closed`."""
        atexit.unregister(self.close)
        with self._house.changed:
            for storm in self._throttle.due(float("inf")):
                self._tell(storm)
        settled = self.flush(timeout)
        with self._house.changed:
            self._closed = True
            for lane in self._lanes.values():
                lane.close()
            self._house.changed.notify_all()
        return settled

    # region boot-check
    def probe(self) -> dict[str, tuple[str, str]]:
        """The boot check.

        By channel `alive`, `dead` or `unreachable`, and a sentence. Posts nothing.
        """
        found = {}
        for webhook in self.settings.webhooks.values():
            if webhook not in found:
                guarded = self._is_guarded(webhook)
                found[webhook] = (
                    ("unreachable", "not asked under a test")
                    if guarded
                    else self._lanes[webhook].probe()
                )
        return {channel: found[webhook] for channel, webhook in self.settings.webhooks.items()}

    # endregion boot-check

    # region route
    def _refuse(self, alert: Alert) -> Outcome | None:
        """Why the alert goes no further, if it does not."""
        if self._closed:
            return _dropped("closed", "the notifier is closed")
        if problem := alert.problem():
            return _dropped("invalid", problem)
        if not self.settings.enabled:
            return Outcome(status="suppressed", reason="disabled")
        channel = channel_of(alert)
        webhook = self._webhook_of(channel)
        if webhook is None:
            if not self._unrouted_told:
                log.error("channel %s has no webhook: its alerts are dropped", channel)
                self._unrouted_told = True
            return _dropped("unrouted", f"channel {channel} has no webhook; set DISCORD_WEBHOOK")
        if self._is_guarded(webhook):
            return Outcome(status="suppressed", reason="test-guard")
        key = key_of(alert)
        if not self._throttle.admits(key, monotonic()):
            self._hold(alert, key, channel)
            return Outcome(status="suppressed", reason="throttled", key=key)
        return None

    def _webhook_of(self, channel: str) -> Webhook | None:
        webhooks = self.settings.webhooks
        return webhooks.get(channel) or (webhooks.get("default") if channel != "audit" else None)

    def _is_guarded(self, webhook: Webhook) -> bool:
        """Under a test nothing reaches Discord itself.

        A server on loopback is what tests are for.
        """
        return self.settings.under_test and webhook.is_discord

    # endregion route

    # region mentions
    def _mentions(self, alert: Alert) -> tuple[str, ...]:
        """Only a P0 pings by itself; everyone else would soon have muted the channel."""
        if alert.mention is not None:
            return tuple(alert.mention)
        return self.settings.p0_mention if alert.severity == "P0" else ()

    # endregion mentions

    def _post(
        self,
        channel: str,
        message: Message,
        severity: int,
        on_end: Callable[[Outcome], None],
        thread_id: str | None = None,
    ) -> None:
        """Puts a message into the lane of its channel."""
        webhook = self._webhook_of(channel)
        if webhook is None or self._is_guarded(webhook):
            return
        if name := username(self.settings.username):
            message["username"] = name

        def ended(outcome: Outcome) -> None:
            on_end(outcome)
            self._open -= 1
            self._house.changed.notify_all()

        self._open += 1
        self._lanes[webhook].add(
            Job(
                order=next(self._order),
                severity=severity,
                message=message,
                thread_id=thread_id,
                on_end=ended,
            )
        )

    def _end(self, ticket: Ticket, outcome: Outcome) -> None:
        self._stats[outcome.status] += 1
        ticket.end(replace(outcome, id=ticket.id))

    # region audit
    def _mirror(self, alert: Alert, channel: str, outcome: Outcome) -> None:
        """A line for how the alert ended, least urgent of all.

        Its own fate changes nothing, and it is not mirrored.
        """
        audit = self.settings.audit
        if audit is None or audit not in self.settings.webhooks or channel == audit:
            return
        title = cut(" ".join(alert.title.split()), 120)
        how = outcome.status + (f" ({outcome.reason})" if outcome.reason else "")
        line = f"`{alert.severity}` {title} → {channel} · {how}"
        self._post(audit, audit_message(line), LEAST, lambda _: None)

    # endregion audit

    # region throttle
    def _hold(self, alert: Alert, key: str, channel: str) -> None:
        self._throttle.hold(
            key, monotonic(), severity=alert.severity, title=alert.title, channel=channel
        )
        if self._teller is None:
            self._teller = threading.Thread(
                target=self._tell_in_time, name="dat-throttle", daemon=True
            )
            self._teller.start()
        self._house.changed.notify_all()

    def _tell_in_time(self) -> None:
        with self._house.changed:
            while not self._closed:
                for storm in self._throttle.due(monotonic()):
                    self._tell(storm)
                due = self._throttle.next_due()
                self._house.changed.wait(None if due is None else due - monotonic())

    def _tell(self, storm: Storm) -> None:
        """Nothing is lost silently: what was held back is told as a number. It pings nobody."""
        summary = Alert(
            storm.severity,
            f"{storm.count} more: {storm.title}",
            description=f"{storm.count} alerts like this were held back by the throttle.",
        )
        message = render(summary, datetime.now(UTC), ())
        severity = max(SEVERITIES.index(storm.severity), SEVERITIES.index("P2"))
        self._post(storm.channel, message, severity, lambda _: None)

    # endregion throttle


def _dropped(reason: str, detail: str) -> Outcome:
    return Outcome(status="dropped", reason=reason, detail=detail)

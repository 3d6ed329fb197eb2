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

from .alert import SEVERITIES, Alert, channel_of, key_of, thread_of
from .house import House
from .lane import LEAST, Job, Lane
from .message import Message, audit_message, render, summary_message, username
from .outcome import Health, Outcome, Receipt, Ticket
from .settings import Settings
from .throttle import Storm, Throttle
from .webhook import Webhook

log = logging.getLogger("dat")


class Notifier:
    """Sends alerts to Discord webhooks, by a thread for each.

    Its methods may be called from any thread, and raise nothing because of what Discord does. The
    threads start with the first alert, so that it may be made before a server forks its workers.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings.from_environ()
        self._house = House()
        self._lanes: dict[Webhook, Lane] = {}
        for webhook in self.settings.webhooks.values():
            self._lanes.setdefault(webhook, Lane(webhook, self.settings, self._house))
        self._throttle = Throttle(self.settings.throttle_max, self.settings.throttle_window)
        self._order = count()
        self._started = False
        self._closed = False
        self._unrouted_told = False
        atexit.register(self.close, 2.0)

    def __repr__(self) -> str:
        last_error = self._house.last_error
        return f"Notifier({dict(self.settings.webhooks)}, {self.stats()}, {last_error=})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # region queue
    def notify(self, alert: Alert) -> Receipt:
        """Take the alert and return at once, before any network."""
        ticket = self.submit(alert)
        outcome = ticket.outcome
        if outcome.status == "suppressed" or (outcome.status == "dropped" and not outcome.attempts):
            return Receipt(ticket.id, outcome.status, outcome.reason)
        return Receipt(ticket.id, "queued")

    def send(self, alert: Alert, timeout: float | None = None) -> Outcome:
        """Raise the alert and wait for how it ends; after `timeout` seconds it may be `pending`."""
        return self.submit(alert).wait(timeout)

    def submit(self, alert: Alert) -> Ticket:
        """Raise the alert, and return a ticket that tells how it ends."""
        ticket = Ticket()
        raised_at = datetime.now(UTC)
        with self._house.changed:
            self._house.raised()
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
            rank = SEVERITIES.index(alert.severity)
            self._post(channel, message, rank, on_end, thread_of(alert))
        return ticket

    # endregion queue

    def stats(self) -> dict[str, int]:
        """Count the alerts: raised = delivered + suppressed + dropped + pending, always."""
        return self._house.stats()

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until everything has ended, audit lines included; False when time was over first."""
        return self._house.wait_until_idle(timeout)

    def close(self, timeout: float = 10.0) -> bool:
        """Tell what the throttle held back, flush, and end what is left `dropped: closed`."""
        atexit.unregister(self.close)
        with self._house.changed:
            self._tell(self._throttle.due(float("inf")))
        settled = self.flush(timeout)
        with self._house.changed:
            self._closed = True
            for lane in self._lanes.values():
                lane.close()
            self._house.changed.notify_all()
        return settled

    # region boot-check
    def probe(self) -> dict[str, Health]:
        """Ask Discord about each webhook, once, and post nothing. Names channels, never URLs."""
        found = {
            webhook: Health("unreachable", "not asked under a test")
            if self._is_guarded(webhook)
            else lane.probe()
            for webhook, lane in self._lanes.items()
        }
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
                log.error("channel %s has no webhook, its alerts are dropped", channel)
                self._unrouted_told = True
            return _dropped("unrouted", f"channel {channel} has no webhook; set DISCORD_WEBHOOK")
        if self._is_guarded(webhook):
            return Outcome(status="suppressed", reason="test-guard")
        key, now = key_of(alert), monotonic()
        if not self._throttle.admits(key, now):
            self._throttle.hold(key, now, alert, channel)
            self._house.changed.notify_all()
            return Outcome(status="suppressed", reason="throttled", key=key)
        return None

    def _webhook_of(self, channel: str) -> Webhook | None:
        """The channel's own, else the default one, except for the audit trail."""
        webhooks = self.settings.webhooks
        return webhooks.get(channel) or (webhooks.get("default") if channel != "audit" else None)

    def _is_guarded(self, webhook: Webhook) -> bool:
        """Under a test nothing reaches Discord itself; a server on loopback is for tests."""
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
        rank: int,
        on_end: Callable[[Outcome], None] = lambda _: None,
        thread_id: str | None = None,
    ) -> None:
        """Put a message into the lane of its channel."""
        webhook = self._webhook_of(channel)
        if webhook is None or self._is_guarded(webhook):
            return
        if name := username(self.settings.username):
            message["username"] = name

        def ended(outcome: Outcome) -> None:
            on_end(outcome)
            self._house.open -= 1
            self._house.changed.notify_all()

        self._start()
        self._house.open += 1
        self._lanes[webhook].add(Job(next(self._order), rank, message, thread_id, ended))

    def _end(self, ticket: Ticket, outcome: Outcome) -> None:
        self._house.ended(outcome.status)
        ticket.end(replace(outcome, id=ticket.id))

    def _start(self) -> None:
        """Start all threads at once: an interpreter that is about to exit starts no more."""
        if not self._started:
            self._started = True
            for lane in self._lanes.values():
                lane.start()
            threading.Thread(target=self._tell_in_time, name="dat throttle", daemon=True).start()

    # region audit
    def _mirror(self, alert: Alert, channel: str, outcome: Outcome) -> None:
        """Leave a line for how the alert ended. Its own fate changes nothing."""
        audit = self.settings.audit
        if audit is not None and audit in self.settings.webhooks and channel != audit:
            self._post(audit, audit_message(alert, channel, outcome), LEAST)

    # endregion audit

    # region throttle
    def _tell_in_time(self) -> None:
        with self._house.changed:
            while not self._closed:
                self._tell(self._throttle.due(monotonic()))
                due = self._throttle.next_due()
                self._house.changed.wait(None if due is None else due - monotonic())

    def _tell(self, storms: list[Storm]) -> None:
        """Nothing is lost silently: how many were held back is told, and pings nobody."""
        for storm in storms:
            rank = max(SEVERITIES.index(storm.alert.severity), SEVERITIES.index("P2"))
            message = summary_message(storm.alert, storm.count, datetime.now(UTC))
            self._post(storm.channel, message, rank)

    # endregion throttle


def _dropped(reason: str, detail: str) -> Outcome:
    return Outcome(status="dropped", reason=reason, detail=detail)

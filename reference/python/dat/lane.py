"""The serial queue in front of one webhook, and the thread that empties it."""

from __future__ import annotations

import heapq
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from .alert import SEVERITIES
from .exchange import Answer, Silence, exchange
from .house import House
from .message import Message, encode, without_mention
from .outcome import Health, Outcome
from .reply import MARGIN, Delivered, Failed, Limited, Refused, Reply, foretold_pause, read_reply
from .settings import Settings
from .webhook import Webhook

LEAST = len(SEVERITIES)  # the rank of what is no alert: audit lines
BACKOFF_CEILING = 30  # times the base


@dataclass(slots=True, eq=False)
class Job:
    """A message on its way."""

    order: int
    rank: int
    """The place of its severity; decides who is evicted."""
    message: Message = field(repr=False)
    thread_id: str | None
    on_end: Callable[[Outcome], None] = field(repr=False)
    attempts: int = 0
    failures: int = 0
    limited: int = 0
    maybe_delivered: bool = False
    ended: bool = False

    def __lt__(self, other: Job) -> bool:
        """P0 goes first, then P1, then the rest as it was raised, then what is no alert."""
        return (self.urgency, self.order) < (other.urgency, other.order)

    @property
    def urgency(self) -> int:
        return min(self.rank, 2) if self.rank < LEAST else 3

    def end(self, outcome: Outcome) -> None:
        if not self.ended:
            self.ended = True
            self.on_end(outcome)

    def drop(self, reason: str, detail: str, **facts: Any) -> None:  # noqa: ANN401
        self.end(
            Outcome(
                status="dropped",
                reason=reason,
                detail=detail,
                attempts=self.attempts or None,
                maybe_delivered=self.maybe_delivered,
                **facts,
            )
        )


# region queue
class Lane:
    """One request at a time to one webhook.

    A `queue.PriorityQueue` could neither evict nor wait for a pause to end.
    """

    def __init__(self, webhook: Webhook, settings: Settings, house: House) -> None:
        self.webhook = webhook
        self.gone = False
        self._settings = settings
        self._house = house
        self._waiting: list[Job] = []
        self._flying: Job | None = None
        self._busy = False  # a request is under way
        self.shut_until = 0.0  # told by Discord: holds for everybody
        self._resting_until = 0.0  # our own back-off: a fresh P0 need not wait for it
        self._closed = False

    def start(self) -> None:
        threading.Thread(target=self._run, name=f"dat {self.webhook}", daemon=True).start()

    def add(self, job: Job) -> None:
        """Takes the job, never waits. A full lane loses the least severe, the oldest of them."""
        with self._house.changed:
            if self.gone:
                job.drop("gone", "the webhook is gone")
                return
            if self._closed:
                job.drop("closed", "the notifier is closed")
                return
            heapq.heappush(self._waiting, job)
            if len(self._waiting) > self._settings.queue_max:
                victim = max(self._waiting, key=lambda each: (each.rank, -each.order))
                self._waiting.remove(victim)
                heapq.heapify(self._waiting)
                victim.drop("overflow", f"more than {self._settings.queue_max} alerts were waiting")
            self._house.changed.notify_all()

    def close(self) -> None:
        """Ends what is left, the request under way included."""
        with self._house.changed:
            self._closed = True
            if self._flying is not None:
                self._flying.maybe_delivered = True
                self._waiting.append(self._flying)
            self._drop_all("closed", "the notifier was closed first")
            self._house.changed.notify_all()

    def _drop_all(self, reason: str, detail: str) -> None:
        jobs, self._waiting = sorted(self._waiting), []
        for job in jobs:
            job.drop(reason, detail)

    def _run(self) -> None:
        while (job := self._take()) is not None:
            body, thread_id = encode(job.message), job.thread_id or self.webhook.thread_id
            answer = exchange(self.webhook, "POST", self._settings.timeout, body, thread_id)
            with self._house.changed:
                self._busy, self._flying = False, None
                reply = self._learn(answer)
                if not job.ended:
                    self._decide(job, reply)
                self._house.changed.notify_all()

    def _take(self) -> Job | None:
        """Waits for the most severe job whose time has come."""
        with self._house.changed:
            while not self._closed:
                wait = self._pause(self._waiting[0]) if self._waiting and not self._busy else None
                if wait is not None and wait <= 0:
                    self._busy, self._flying = True, heapq.heappop(self._waiting)
                    self._flying.attempts += 1
                    return self._flying
                self._house.changed.wait(wait)
            return None

    # endregion queue

    def _pause(self, job: Job | None) -> float:
        """Seconds until a request may leave."""
        until = max(self.shut_until, self._house.shut_until)
        if job is not None and (job.urgency > 0 or job.failures > 0):
            until = max(until, self._resting_until)
        return until - monotonic()

    # region backoff
    def _learn(self, answer: Answer | Silence) -> Reply:
        """What the answer means for everything that is sent after it."""
        reply = read_reply(answer, self.webhook)
        now = monotonic()
        self.shut_until = max(self.shut_until, now + foretold_pause(answer))
        if isinstance(reply, Limited):
            keeper: Lane | House = self._house if reply.everywhere else self
            keeper.shut_until = max(keeper.shut_until, now + reply.wait + MARGIN)
        elif isinstance(reply, Refused) and reply.reason == "gone":
            self.gone = True
        if not isinstance(reply, Delivered):
            self._house.last_error = reply.detail
        return reply

    def _decide(self, job: Job, reply: Reply) -> None:
        """What becomes of the job: it has ended, or goes back to its old place."""
        had_last_chance = job.maybe_delivered  # one more attempt was all that was left
        match reply:
            case Delivered():
                job.end(Outcome(status="delivered", attempts=job.attempts))
                return
            case Refused(reason, detail, status, code, errors):
                job.drop(reason, detail, http_status=status, discord_code=code, errors=errors)
                if self.gone:
                    self._drop_all("gone", detail)
                return
            case Limited():
                job.limited += 1
                spent = job.limited > self._settings.max_attempts
                spent = spent or reply.wait > self._settings.max_wait
            case Failed():
                job.failures += 1
                spent = job.failures >= self._settings.max_attempts
                self._resting_until = monotonic() + self._back_off(job.failures)
                if reply.maybe_delivered:
                    job.maybe_delivered = True
                    job.message = without_mention(job.message)
        if spent or had_last_chance:
            job.drop("exhausted", f"gave up: {reply.detail}")
        else:
            heapq.heappush(self._waiting, job)

    def _back_off(self, failures: int) -> float:
        """Full jitter under a doubling ceiling, but never so little that it hammers.

        Equal waits make a herd (AWS Architecture Blog, Exponential Backoff And Jitter).
        """
        base = self._settings.backoff
        ceiling = base * min(2 ** (failures - 1), BACKOFF_CEILING)
        return max(base / 4, random.uniform(0, ceiling))  # noqa: S311

    # endregion backoff

    # region boot-check
    def probe(self) -> Health:
        """Ask whether Discord knows the webhook: one GET, and nothing is posted.

        An outage is not called a misconfiguration.
        """
        with self._house.changed:
            self._house.changed.wait_for(lambda: not self._busy)
            if self._pause(None) > 0:
                return Health("unreachable", "Discord asked for a pause that is not over")
            self._busy = True
        answer = exchange(self.webhook, "GET", self._settings.timeout)
        with self._house.changed:
            self._busy = False
            self._learn(answer)
            if self.gone:
                self._drop_all("gone", "the webhook is gone")
            self._house.changed.notify_all()
        match answer:
            case Silence(detail):
                return Health("unreachable", detail)
            case Answer(status) if 200 <= status < 300:
                return Health("alive", "Discord knows the webhook")
            case Answer(401 | 404 as status):
                why = "the webhook does not exist, or its token is wrong"
                return Health("dead", f"Discord answered {status}: {why}")
            case Answer(status):
                return Health("unreachable", f"Discord answered {status}")

    # endregion boot-check

"""What all lanes of a notifier share: one lock, the books, and a pause of the whole address."""

from __future__ import annotations

import threading

from .outcome import Status


class House:
    """Guarded by `changed`, which is told of every change and never held during a request.

    So there is nothing to reason about between queues, books and throttle.
    """

    def __init__(self) -> None:
        # Reentrant, because the end of one job may add another: its audit line.
        self.changed = threading.Condition(threading.RLock())
        self.shut_until = 0.0
        self.last_error = ""
        self.open = 0
        """Jobs that have not ended, audit lines and summaries included."""
        self._counts: dict[str, int] = {"delivered": 0, "suppressed": 0, "dropped": 0}
        self._raised = 0

    def raised(self) -> None:
        self._raised += 1

    def ended(self, status: Status) -> None:
        self._counts[status] += 1

    def stats(self) -> dict[str, int]:
        with self.changed:
            pending = self._raised - sum(self._counts.values())
            return {"raised": self._raised, **self._counts, "pending": pending}

    def wait_until_idle(self, timeout: float) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.open == 0, timeout)

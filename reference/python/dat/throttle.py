"""The storm brake: the first few alerts of a key pass, the rest is counted and told later."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass

from .alert import Alert

MOST_KEYS = 10_000


@dataclass(slots=True)
class Storm:
    """What was held back of one key: how many, and the first of them."""

    alert: Alert
    channel: str
    due: float
    count: int = 0


# region throttle
class Throttle:
    """At most `most` alerts of a key in any `window` seconds. The caller brings time and lock."""

    def __init__(self, most: int, window: float) -> None:
        self.most = most
        self.window = window
        self._passes: OrderedDict[str, deque[float]] = OrderedDict()
        self._storms: dict[str, Storm] = {}

    def admits(self, key: str, now: float) -> bool:
        """Slide the window: a fixed one lets twice as many through at its edge."""
        if self.most == 0:
            return True
        passes = self._passes.setdefault(key, deque(maxlen=self.most))
        self._passes.move_to_end(key)
        if len(self._passes) > MOST_KEYS:
            self._passes.popitem(last=False)  # the key unused for longest passes again
        if len(passes) == self.most and now - passes[0] < self.window:
            return False
        passes.append(now)
        return True

    def hold(self, key: str, now: float, alert: Alert, channel: str) -> None:
        """Count an alert that did not pass."""
        storm = self._storms.setdefault(key, Storm(alert, channel, now + self.window))
        storm.count += 1

    def due(self, now: float) -> list[Storm]:
        """Take out what is to be told by now."""
        ready = [key for key, storm in self._storms.items() if storm.due <= now]
        return [self._storms.pop(key) for key in ready]

    def next_due(self) -> float | None:
        return min((storm.due for storm in self._storms.values()), default=None)


# endregion throttle

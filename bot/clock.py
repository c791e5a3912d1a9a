"""The only place that reads the real time; everything else is given `now`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftedClock:
    """A clock that showed `start` at the real instant `since` and has run on from there.

    It runs, so that holds expire and retries come due in a demonstration as they do for real.
    """

    start: datetime
    since: datetime
    real: Callable[[], datetime] = SystemClock().now

    def now(self) -> datetime:
        return (self.start + (self.real() - self.since)).astimezone(UTC)

"""How fast one may go: sliding windows in this process, and one turn at a time in a conversation."""

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_WINDOW_SECONDS = 60.0
_KEYS_BEFORE_CLEANING = 10_000


class TooFast(Exception):
    """More than is allowed in a minute; carries after how many whole seconds it may go on."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"again in {retry_after} s")
        self.retry_after = retry_after


class TooManyWaiting(Exception):
    """Several messages of this conversation are waiting for their turn already."""


class PerMinute:
    """At most `limit` events a minute for each key; `limit` None lets all through."""

    def __init__(self, limit: int | None, *, seconds: Callable[[], float]) -> None:
        """`seconds` is a clock that only goes forward, such as time.monotonic."""
        self._limit = limit
        self._seconds = seconds
        self._seen: dict[str, deque[float]] = {}

    def count(self, key: str) -> None:
        """Count one event for `key`. Raises TooFast, and then counts nothing."""
        if self._limit is None:
            return
        now = self._seconds()
        if len(self._seen) > _KEYS_BEFORE_CLEANING:
            self._forget_quiet_keys(now)
        seen = self._seen.setdefault(key, deque())
        while seen and seen[0] <= now - _WINDOW_SECONDS:
            seen.popleft()
        if len(seen) >= self._limit:
            raise TooFast(max(1, math.ceil(seen[0] + _WINDOW_SECONDS - now)))
        seen.append(now)

    def _forget_quiet_keys(self, now: float) -> None:
        quiet = [key for key, seen in self._seen.items() if not seen or seen[-1] <= now - _WINDOW_SECONDS]
        for key in quiet:
            del self._seen[key]


@dataclass(slots=True)
class _Place:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    present: int = 0


class OneAtATime:
    """Lets the turns of one conversation in one by one, different conversations side by side."""

    def __init__(self, *, waiting: int) -> None:
        self._waiting = waiting
        self._places: dict[str, _Place] = {}

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[None]:
        """Wait for the conversation to be free. Raises TooManyWaiting."""
        place = self._places.setdefault(conversation, _Place())
        if place.present > self._waiting:
            raise TooManyWaiting
        place.present += 1
        try:
            async with place.lock:
                yield
        finally:
            place.present -= 1
            if not place.present:
                del self._places[conversation]

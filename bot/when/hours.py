"""Turns all that was said about the hour into one window; a bare hour is the one inside office hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from bot.when.dates import Doubt, doubt
from bot.when.times import HALF_DAY, Clock, Times

# What a part of the day means by itself, in minutes; "middag" (noon or afternoon) and night are not clear.
WINDOWS = {"morning": (8 * 60, 12 * 60), "afternoon": (12 * 60, 18 * 60), "evening": (18 * 60, 22 * 60)}
# Where a time said with that part can lie: "9 uur 's avonds", "11 uur 's middags".
_REACH = {
    "morning": (5 * 60, 12 * 60),
    "noon": (11 * 60, 18 * 60 - 1),
    "afternoon": (12 * 60, 18 * 60 + 30),
    "evening": (17 * 60, 24 * 60 - 1),
    "night": (0, 6 * 60),
    "": (8 * 60, 18 * 60 - 1),
}
_EARLIEST_FIXED = 6 * 60  # "02:30" is nobody's hour for a conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A window in the day: from `start` to `end`, either open; start = end is an exact time."""

    start: time | None = None
    end: time | None = None
    about: bool = False
    prefer: str = ""
    doubt: Doubt | None = None


class _Unclear(Exception):
    """Which time is meant cannot be said."""

    def __init__(self, question: str) -> None:
        self.doubt = doubt(question)


def hours(times: tuple[Times, ...]) -> Hours:
    """Return the one window that all of `times` leave, or why there is none."""
    prefer = next((one.prefer for one in times if one.prefer), "")
    try:
        start, end = _window(times)
    except _Unclear as unclear:
        return Hours(doubt=unclear.doubt, prefer=prefer)
    about = any(one.about for one in times)
    return Hours(start=_clock_time(start), end=_clock_time(end), about=about, prefer=prefer)


def _window(times: tuple[Times, ...]) -> tuple[int | None, int | None]:
    parts = {one.part for one in times if one.part}
    part = next(iter(parts)) if len(parts) == 1 else ""
    exact = {_minutes(clock, part) for one in times for clock in one.exact}
    ranges = [_range(one, part) for one in times if one.start or one.end]
    start, end = _narrowed(ranges)
    if exact:
        if len(exact) > 1:
            raise _Unclear("several_times")
        at = next(iter(exact))
        if (start is not None and at < start) or (end is not None and at > end) or len(parts) > 1:
            raise _Unclear("conflicting_times")
        return at, at
    if parts:
        return _with_parts(parts, start, end)
    return start, end


def _narrowed(ranges: Iterable[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    start: int | None = None
    end: int | None = None
    for first, last in ranges:
        start = first if start is None else max(start, first if first is not None else start)
        end = last if end is None else min(end, last if last is not None else end)
    if start is not None and end is not None and start >= end:
        raise _Unclear("conflicting_times")
    return start, end


def _with_parts(parts: set[str], start: int | None, end: int | None) -> tuple[int | None, int | None]:
    if not parts <= set(WINDOWS):
        if parts == {"noon"} and (start is not None or end is not None):
            return start, end
        raise _Unclear("noon" if "noon" in parts else "night")
    first, last = min(WINDOWS[part][0] for part in parts), max(WINDOWS[part][1] for part in parts)
    if parts == {"morning", "evening"}:
        raise _Unclear("several_times")
    return _narrowed([(first, last), (start, end)])


def _range(times: Times, part: str) -> tuple[int | None, int | None]:
    if times.start is None or times.end is None:
        only = times.start or times.end
        minutes = _minutes(only, part) if only else None
        return (minutes, None) if times.start else (None, minutes)
    part = times.end.part or part  # "van 2 tot 4 uur 's namiddags"
    start = _minutes(times.start, part)
    later = [minutes for minutes in _candidates(times.end) if minutes > start]
    if not times.end.possible or not later:
        raise _Unclear("impossible_time" if not times.end.possible else "conflicting_times")
    return start, later[0]


def _minutes(clock: Clock, part: str) -> int:
    if not clock.possible:
        raise _Unclear("impossible_time")
    part = clock.part or part
    first, last = _REACH[part]
    if not clock.twelve and not part:
        if 0 < clock.minutes < _EARLIEST_FIXED:
            raise _Unclear("which_half_of_the_day")
        return clock.minutes
    fitting = [minutes for minutes in _candidates(clock) if first <= minutes <= last]
    if not fitting:
        raise _Unclear("conflicting_times" if part else "which_half_of_the_day")
    return fitting[0]


def _candidates(clock: Clock) -> list[int]:
    return [clock.minutes, clock.minutes + HALF_DAY] if clock.twelve else [clock.minutes]


def _clock_time(minutes: int | None) -> time | None:
    return None if minutes is None else time(minutes // 60, minutes % 60)

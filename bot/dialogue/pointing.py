"""Hears a candidate point at a moment on offer ("de tweede") or away from it ("liever vroeger"). Pure."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bot.booking.rules import BookingRules
from bot.booking.slots import Wish

_WORD = re.compile(r"[\w']+")
_DAYS = {"day_later": 1, "day_earlier": -1, "week_later": 7, "week_earlier": -7}


def pointed_at(said: str, shown: Sequence[datetime]) -> datetime | None:
    """Return the moment of `shown` that is pointed at by its place in the list."""
    place = _place(_WORD.findall(said.lower()))
    if place is None or not shown or place > len(shown):
        return None
    return shown[place - 1] if place > 0 else shown[-1]


def pointed_away(
    said: str, before: Sequence[datetime], wish: Wish, rules: BookingRules
) -> tuple[Wish, ...] | None:
    """Return what may be wished instead of the moments `before` (on offer, or held), the best first.

    None: nothing of the kind was said. Empty: the period has nothing on that side.
    """
    direction = _direction(said.lower())
    if direction is None or not before:
        return None
    local = sorted(start.astimezone(rules.zone) for start in before)
    wishes = _wishes_in(direction, local, wish, rules)
    return tuple(one for one in wishes if one.dates)


def _direction(said: str) -> str | None:
    ways: dict[str, list[str]] = _lists()["away"]
    patterns = {name: rf"\b(?:{'|'.join(found)})\b" for name, found in ways.items()}
    return next((name for name, pattern in patterns.items() if re.search(pattern, said)), None)


def _wishes_in(direction: str, local: list[datetime], wish: Wish, rules: BookingRules) -> list[Wish]:
    first, last, period = local[0], local[-1], _days(rules)
    on_one_day = first.date() == last.date()
    match direction:
        case "earlier":
            days_before = Wish(dates=tuple(day for day in period if day < first.date()))
            hours_before = Wish(dates=(first.date(),), end=first.time())
            return [hours_before, days_before] if on_one_day else [days_before, hours_before]
        case "later":
            days_after = Wish(dates=tuple(day for day in period if day > last.date()))
            hours_after = Wish(dates=(last.date(),), start=(last + rules.slot).time())
            return [hours_after, days_after] if on_one_day else [days_after, hours_after]
        case "other_time":
            return [Wish(dates=tuple(sorted({start.date() for start in local})))]
        case "other_day":
            others = tuple(day for day in period if day not in {start.date() for start in local})
            exact = wish.start is not None and wish.start == wish.end
            return [Wish(dates=others) if exact else Wish(dates=others, start=wish.start, end=wish.end)]
        case _:
            steps = _DAYS[direction]
            return [Wish(dates=((last if steps > 0 else first).date() + timedelta(days=steps),))]


def _place(words: list[str]) -> int | None:
    lists = _lists()
    ordinals = {word: place for place, ways in lists["ordinals"].items() for word in ways}
    numbers = {word: place for place, ways in lists["numbers"].items() for word in ways}
    found: list[int] = []
    for before, word in zip(["", *words], words, strict=False):
        if word in ordinals and (before in lists["pointers"] or len(words) == 1):
            found.append(ordinals[word])
        elif word in numbers and before in lists["numbered"]:
            found.append(numbers[word])
        elif word not in lists["around"] and word not in lists["numbered"]:
            return None
    return found[0] if len(found) == 1 else None


def _days(rules: BookingRules) -> list[date]:
    length = (rules.period.last - rules.period.first).days
    return [rules.period.first + timedelta(days=number) for number in range(length + 1)]


@cache
def _lists() -> dict[str, Any]:
    text = files("bot.dialogue").joinpath("pointing.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded

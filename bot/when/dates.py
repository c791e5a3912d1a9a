"""The calendar: which days a reading stands for, and what is doubtful about it. Days are days in Brussels."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from typing import Any

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
# A year further away is a birthday or a slip of the finger ("31.10.74").
# A date without a year that has just gone by is next year's only when that is near enough to be meant.
_YEARS_AHEAD = 5
_NEXT_YEAR_WITHIN = timedelta(days=183)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why something has to be asked: the name of a question, its facts, and the days it may have meant."""

    question: str
    facts: tuple[tuple[str, Any], ...] = ()
    options: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What one expression says about the day.

    `dates` it lists by itself; `weekdays` that still look for their week; `span`: all days of the week or
    month it names, among which a weekday can be picked; `run`: from one weekday to another; `earliest` and
    `latest` leave one side open.
    """

    dates: frozenset[date] = frozenset()
    weekdays: frozenset[int] = frozenset()
    span: frozenset[date] = frozenset()
    earliest: date | None = None
    latest: date | None = None
    doubt: Doubt | None = None
    run: tuple[int, int] | None = None
    later: bool | None = None  # an open end at `weekdays`: from it on, or up to it


def doubt(question: str, *options: date, **facts: Any) -> Doubt:
    """Return the doubt that asks `question`."""
    return Doubt(question=question, facts=tuple(facts.items()), options=tuple(sorted(options)))


def exact_day(day: int, month: int, year: int, today: date) -> Days:
    """Return the one day that is meant; `year` 0 means the next time that date comes round."""
    if year > today.year + _YEARS_AHEAD or not 1 <= month <= 12:
        return Days(doubt=doubt("impossible_date"))
    if not 1 <= day <= monthrange(year or 2024, month)[1]:
        return Days(doubt=doubt("impossible_date"))
    if year:
        return _not_past(date(year, month, day), today)
    first, second = islice(_occurrences(day, month, today.year), 2)
    if first >= today and first.year == today.year:
        return Days(dates=frozenset({first}))
    coming = first if first >= today else second
    if coming - today <= _NEXT_YEAR_WITHIN:
        return Days(dates=frozenset({coming}))
    return Days(doubt=doubt("past", coming, day=first) if first < today else doubt("impossible_date", coming))


def _occurrences(day: int, month: int, year: int) -> Iterator[date]:
    return (date(y, month, day) for y in count(year) if day <= monthrange(y, month)[1])


def _not_past(day: date, today: date) -> Days:
    if day < today:
        return Days(doubt=doubt("past", day=day))
    return Days(dates=frozenset({day}))


def on_weekday(days: Days, weekday: int | None) -> Days:
    """Return `days`, or the doubt that the weekday said with it is another one."""
    if weekday is None or days.doubt or all(day.weekday() == weekday for day in days.dates):
        return days
    return Days(doubt=doubt("weekday_conflict", *days.dates, day=min(days.dates), weekday=weekday))


def day_of_month(day: int, today: date) -> Days:
    """Return the next time a day of the month comes round; today's own number is doubtful."""
    if not 1 <= day <= 31:
        return Days(doubt=doubt("impossible_date"))
    if day == today.day:
        return Days(doubt=doubt("today_or_later", today, _next_day_of_month(day, today + DAY)))
    return Days(dates=frozenset({_next_day_of_month(day, today)}))


def _next_day_of_month(day: int, start: date) -> date:
    at = start
    while at.day != day:
        at += DAY
    return at


def next_weekday(weekday: int, today: date) -> date:
    """Return the first such weekday after today."""
    return today + DAY * ((weekday - today.weekday() - 1) % 7 + 1)


def bare_weekday(weekday: int, today: date) -> Days:
    """Return the next such weekday; on the day itself it is doubtful which one is meant."""
    coming = next_weekday(weekday, today)
    if coming == today + WEEK:
        return Days(doubt=doubt("today_or_later", today, coming))
    return Days(dates=frozenset({coming}))


def this_weekday(weekday: int, today: date) -> Days:
    """Return that weekday of the running week; doubtful when it is over."""
    day = monday_of(today) + DAY * weekday
    if day < today:
        return Days(doubt=doubt("past", day + WEEK, day=day))
    return Days(dates=frozenset({day}))


def following_weekday(weekday: int, today: date) -> Days:
    """Return "volgende dinsdag": clear only where the coming one and next week's are the same day."""
    coming, next_week = next_weekday(weekday, today), monday_of(today) + WEEK + DAY * weekday
    if coming != next_week:
        return Days(doubt=doubt("which_day", coming, next_week))
    return Days(dates=frozenset({coming}))


def monday_of(day: date) -> date:
    """Return the Monday of the week of `day`."""
    return day - DAY * day.weekday()


def span_of(days: Iterable[date], today: date) -> Days:
    """Return a week, a month or a part of one: its Mondays to Fridays from today on, all of it as span."""
    whole = frozenset(days)
    dates = frozenset(day for day in whole if day >= today and day.weekday() < 5)
    if not any(day >= today for day in whole):
        return Days(doubt=doubt("past", day=max(whole)))
    return Days(dates=dates, span=whole, doubt=None if dates else doubt("past", day=max(whole)))


def week_of(day: date, today: date) -> Days:
    """Return the week `day` lies in."""
    monday = monday_of(day)
    return span_of([monday + DAY * n for n in range(7)], today)


def weekend_after(today: date, weeks: int = 0) -> Days:
    """Return the weekend of this week, or of `weeks` later."""
    saturday = monday_of(today) + WEEK * weeks + DAY * 5
    days = frozenset({saturday, saturday + DAY})
    return Days(dates=frozenset(day for day in days if day >= today), span=days)


def month_days(year: int, month: int, first: int = 1, last: int = 31) -> list[date]:
    """Return the days `first` to `last` of a month, as far as they exist."""
    return [date(year, month, day) for day in range(first, min(last, monthrange(year, month)[1]) + 1)]


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month."""
    at = day.month - 1 + months
    year, month = day.year + at // 12, at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def between(first: date, last: date) -> frozenset[date]:
    """Return every day from `first` to `last`, both included."""
    return frozenset(first + DAY * n for n in range((last - first).days + 1))

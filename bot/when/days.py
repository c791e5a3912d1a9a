"""Reads what is said about the day: lists, ranges and open ends of the days, weeks and months it names."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.when import dates
from bot.when.dates import DAY, Days, doubt
from bot.when.line import Line, Read, longest
from bot.when.points import single_day
from bot.when.spans import span
from bot.when.vocabulary import appointments

_OPENERS = ("van", "between", "from")


def read_days(line: Line, at: int) -> Read | None:
    """Return the longest expression about the day that starts at token `at`, and where it ends."""
    return longest(line, at, (_open_end, _range, _list))


def _point(line: Line, at: int) -> Read | None:
    return longest(line, line.past(at, "on", "in", "van", "the", "at"), (single_day, span))


def _list(line: Line, at: int) -> Read | None:
    first = _point(line, at)
    if first is None:
        return None
    days, end = first
    joined = [days]
    while (start := _after_joint(line, end)) is not None and (more := _point(line, start)):
        if bool(joined[-1].span) != bool(more[0].span) and line.text(end) == ",":
            break  # "volgende week, vrijdag" is one day of that week
        joined.append(more[0])
        end = more[1]
    return (joined[0] if len(joined) == 1 else _union(joined, line.today)), end


def _after_joint(line: Line, at: int) -> int | None:
    start = at
    if line.name(start) in ("or", "and") or line.text(start) in ("/", "&", "+"):
        return start + 1
    if line.text(start) == ",":
        return start + 2 if line.name(start + 1) in ("or", "and") else start + 1
    return None


def _union(joined: list[Days], today: date) -> Days:
    weekdays = frozenset[int]().union(*(days.weekdays for days in joined))
    if all(days.weekdays for days in joined):
        return Days(weekdays=weekdays)
    resolved = list(_resolved(joined, today))
    known = frozenset[date]().union(*(days.dates for days in joined))
    if weekdays and known and (max(known) > today + dates.WEEK or any(days.span for days in joined)):
        # "woensdag of dinsdag 30 juni", "volgende week of vrijdag": which one?
        return Days(doubt=doubt("which_day", *(day for days in resolved for day in days.dates)))
    unsure = next((days.doubt for days in resolved if days.doubt), None)
    return Days(dates=frozenset[date]().union(*(days.dates for days in resolved)), doubt=unsure)


def _resolved(joined: list[Days], today: date) -> Iterator[Days]:
    for days in joined:
        if days.weekdays:
            yield from (dates.bare_weekday(weekday, today) for weekday in sorted(days.weekdays))
        else:
            yield days


def _range(line: Line, at: int) -> Read | None:
    opened = line.name(at) in _OPENERS
    start = at + 1 if opened else at
    first = _point(line, start)
    if first is None:
        return None
    between = line.name(at) == "between"
    joint = line.name(first[1]) in ("until", "through") or line.text(first[1]) in ("-", "–")
    if not joint and not (between and line.name(first[1]) == "and"):
        return None
    last = _point(line, first[1] + 1)
    # "volgende week tot woensdag" stays in that week: no range
    if last is None or (first[0].span and last[0].weekdays):
        return None
    return _from_to(first[0], last[0]), last[1]


def _from_to(first: Days, last: Days) -> Days:
    unsure = first.doubt or last.doubt
    if unsure:
        return Days(doubt=unsure)
    if len(first.weekdays) == 1 and len(last.weekdays) == 1:
        return Days(run=(min(first.weekdays), min(last.weekdays)))
    if first.weekdays or last.weekdays or not first.dates or not last.dates:
        return Days(doubt=doubt("which_day", *first.dates, *last.dates))
    start, end = min(first.dates), max(last.dates)
    if start >= end:
        return Days(doubt=doubt("impossible_range"))
    if first.span or last.span:
        return dates.span_of(dates.between(start, end), start)
    return Days(dates=dates.between(start, end))


def _open_end(line: Line, at: int) -> Read | None:
    which = line.name(at)
    if which not in ("from", "after", "before", "until", "through", "ten_latest", "about"):
        return None
    read = _point(line, at + 1)
    if read is None:
        return None
    days, end = read
    if which == "about":
        return Days(doubt=days.doubt or doubt("about_day", *days.dates)), end
    if which == "before" and (line.text(at - 1) in appointments() or line.name(at - 1) == "in"):
        return days, end
    return _bounded(which, days, line.today), end


def _bounded(which: str, days: Days, today: date) -> Days:
    only = days
    if len(days.weekdays) == 1:
        only = dates.bare_weekday(min(days.weekdays), today)
        if which in ("until", "before"):  # "tot dinsdag" may be a goodbye, "voor dinsdag" is often on Tuesday
            only = replace(only, doubt=only.doubt or doubt("before_or_on", *only.dates))
    weekdays = _moved(days.weekdays, {"after": 1, "before": -1}.get(which, 0))
    if not only.dates:
        no_day = only.doubt or doubt("which_day")
        return Days(weekdays=weekdays, later=which in ("from", "after"), doubt=no_day)
    if which in ("from", "after"):
        earliest = min(only.dates) if which == "from" else max(only.dates) + DAY
        return Days(earliest=earliest, weekdays=weekdays, later=True, doubt=only.doubt)
    latest = min(only.dates) - DAY if which == "before" else max(only.dates)
    unsure = only.doubt or (doubt("before_or_on", *only.dates) if which == "before" else None)
    on_it = only.dates if which == "before" else frozenset[date]()
    return Days(latest=latest, weekdays=weekdays, later=False, dates=on_it, doubt=unsure)


def _moved(weekdays: frozenset[int], by: int) -> frozenset[int]:
    return frozenset(weekday + by for weekday in weekdays)

"""Reads one day named in words or figures."""

from collections.abc import Callable
from datetime import date

from bot.when import dates
from bot.when.dates import DAY, WEEK, Days, doubt
from bot.when.line import Line, Read, longest
from bot.when.month_dates import days_with_month
from bot.when.vocabulary import Kind, appointments


def single_day(line: Line, at: int) -> Read | None:
    """Return the day named at `at`, the longest reading there is."""
    return longest(line, at, _READERS)


# "1/7", "01-07-2026", "dinsdag 30", "de 3e"


def _in_figures(line: Line, at: int) -> Read | None:
    weekday, at = _leading_weekday(line, at)
    day, month, year = _figures(line, at)
    if not day and not month:
        return None
    return dates.on_weekday(dates.exact_day(day, month, year, line.today), weekday), at + 1


def _figures(line: Line, at: int) -> tuple[int, int, int]:
    if line.kind(at) is Kind.DATE:
        day, month, year = line.tokens[at].figures
        return day, month, year
    if line.kind(at) in (Kind.DASHED, Kind.DOTTED) and line.name(at + 1) != "hour":
        day, month = line.tokens[at].figures
        if month <= 12 and (line.name(at - 1) == "on" or not _may_be_hours(line, at)):
            return day, month, 0
    return 0, 0, 0


def _may_be_hours(line: Line, at: int) -> bool:
    """Tell whether "9-11" or "9.10" can be about the clock: then it is no date by itself."""
    first, second = line.tokens[at].figures
    if line.kind(at) is Kind.DOTTED:
        return first <= 24
    return first in range(7, 13) and (first < second <= 12 or second <= 6)


def _leading_weekday(line: Line, at: int) -> tuple[int | None, int]:
    if line.kind(at) is Kind.WEEKDAY:
        return line.number(at), line.past(at + 1, ",", ".", "the", "on")
    return None, at


def _day_of_month(line: Line, at: int) -> Read | None:
    weekday, here = _leading_weekday(line, at)
    ordinal = line.kind(here) is Kind.ORDINAL
    number = line.kind(here) is Kind.NUMBER and weekday is not None and line.number(here) > 24
    if not (ordinal or number) or line.kind(here + 1) in (Kind.UNIT, Kind.WEEKDAY, Kind.UNKNOWN):
        return None
    if ordinal and line.text(here + 1) in appointments():  # "de tweede optie"
        return None
    month = line.past(here + 1, "van", "the")
    if line.kind(month) is Kind.WHICH and line.text(month + 1) == "maand" and line.name(month) != "past":
        start = line.today.replace(day=1)
        first = start if line.name(month) == "this" else dates.months_later(start, 1)
        return dates.exact_day(line.number(here), first.month, first.year, line.today), month + 2
    end = month + 1 if line.text(month) == "maand" else here + 1
    return dates.on_weekday(dates.day_of_month(line.number(here), line.today), weekday), end


# "dinsdag", "komende vrijdag", "dinsdag over een week", "over acht dagen", "morgen"


def _weekday(line: Line, at: int) -> Read | None:
    if line.kind(at) is not Kind.WEEKDAY:
        return None
    weekday, end = line.number(at), at + 1
    if line.text(end) == "." and len(line.text(at)) < len("maandag"):
        end += 1
    if line.name(end) == "coming" and line.kind(end + 1) is not Kind.UNIT:
        return _one_of("coming", weekday, line.today), end + 1  # "vrijdag aanstaande"
    later = _duration(line, end)
    if later and later[0] % 7 in (0, 1) and later[0] <= 57:
        weeks = later[0] // 7  # acht dagen and vijftien dagen are a week and two
        days = dates.bare_weekday(weekday, line.today)
        return Days(dates=frozenset(day + WEEK * weeks for day in days.dates), doubt=days.doubt), later[1]
    return Days(weekdays=frozenset({weekday})), end


def _which_weekday(line: Line, at: int) -> Read | None:
    which = line.name(at)
    if line.kind(at) is not Kind.WHICH or line.kind(at + 1) is not Kind.WEEKDAY:
        return None
    found, end = [_one_of(which, line.number(at + 1), line.today)], at + 2
    while line.name(end) in ("or", "and") and line.kind(end + 1) is Kind.WEEKDAY:
        found.append(_one_of(which, line.number(end + 1), line.today))
        end += 2
    unsure = next((days.doubt for days in found if days.doubt), None)
    return Days(dates=frozenset(day for days in found for day in days.dates), doubt=unsure), end


def _one_of(which: str, weekday: int, today: date) -> Days:
    if which == "coming":
        return Days(dates=frozenset({dates.next_weekday(weekday, today)}))
    if which == "this":
        return dates.this_weekday(weekday, today)
    if which == "following":
        return dates.following_weekday(weekday, today)
    return Days(doubt=doubt("past", day=dates.next_weekday(weekday, today) - WEEK))


def _offset(line: Line, at: int) -> Read | None:
    if line.kind(at) is Kind.WHICH and line.name(at) == "this" and line.kind(at + 1) is Kind.PART:
        return Days(dates=frozenset({line.today})), at + 1
    if line.kind(at) is not Kind.OFFSET:
        return None
    day = line.today + DAY * line.number(at)
    if day < line.today:
        return Days(doubt=doubt("past", day=day)), at + 1
    later = _duration(line, at + 1)
    if later and later[0] % 7 in (0, 1) and later[0] <= 57:
        return Days(dates=frozenset({day + WEEK * (later[0] // 7)})), later[1]
    return Days(dates=frozenset({day})), at + 1


def _duration(line: Line, at: int) -> tuple[int, int] | None:
    """Return the days in "over twee weken" or "binnen 10 dagen", and where it ends."""
    if line.name(at) not in ("over", "within") or line.kind(at + 1) is not Kind.NUMBER:
        return None
    size = {"day": 1, "week": 7}.get(line.name(at + 2), 0)
    days = size * line.number(at + 1)
    return (days, at + 3) if 0 < days <= 400 else None


def _later(line: Line, at: int) -> Read | None:
    found = _duration(line, at)
    if found is None:
        return None
    days, end = found
    day = line.today + DAY * days
    on = line.past(end, "on", "the")
    if line.name(at + 2) == "week" and line.kind(on) is Kind.WEEKDAY:
        return _weekday_later(line, on, weeks=days // 7), on + 1
    if line.name(at + 2) == "day" and days in (8, 15) and not line.tokens[at + 1].in_figures:
        return Days(doubt=doubt("which_day", day - DAY, day)), end  # acht dagen: a week, or eight days
    return Days(dates=frozenset({day})), end


def _weekday_later(line: Line, at: int, *, weeks: int) -> Days:
    weekday, today = line.number(at), line.today
    counted = dates.next_weekday(weekday, today) + WEEK * weeks
    in_that_week = dates.monday_of(today) + WEEK * weeks + DAY * weekday
    if counted != in_that_week:
        return Days(doubt=doubt("which_day", counted, in_that_week))
    return Days(dates=frozenset({counted}))


def _months_later(line: Line, at: int) -> Read | None:
    counted = line.name(at) in ("over", "within") and line.kind(at + 1) is Kind.NUMBER
    if not counted or line.name(at + 2) != "month" or line.number(at + 1) > 24:
        return None
    return Days(dates=frozenset({dates.months_later(line.today, line.number(at + 1))})), at + 3


def _within(line: Line, at: int) -> Read | None:
    """Read "binnen de 10 dagen", which is any of them, where "binnen 10 dagen" is the tenth."""
    if line.name(at) != "within" or line.name(at + 1) != "the":
        return None
    counted = line.kind(at + 2) is Kind.NUMBER
    unit = at + 3 if counted else at + 2
    days = {"day": 1, "week": 7}.get(line.name(unit), 0) * (line.number(at + 2) if counted else 1)
    if not 0 < days <= 400:
        return None
    return dates.span_of(dates.between(line.today, line.today + DAY * days), line.today), unit + 1


_READERS: tuple[Callable[[Line, int], Read | None], ...] = (
    days_with_month,
    _in_figures,
    _day_of_month,
    _weekday,
    _which_weekday,
    _offset,
    _later,
    _months_later,
    _within,
)

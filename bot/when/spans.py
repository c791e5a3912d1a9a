"""Reads a week, weekend or month, or a part of one: "volgende week", "begin juli", "de week van 6 juli"."""

from collections.abc import Callable
from datetime import date

from bot.when import dates
from bot.when.dates import DAY, WEEK, Days, doubt
from bot.when.line import Line, Read, longest
from bot.when.points import single_day
from bot.when.vocabulary import Kind

_PARTS = ("start", "middle", "half", "end")
_WEEK_PARTS = {"start": (0, 1), "middle": (2, 2), "half": (2, 2), "end": (3, 4)}
_MONTH_PARTS = {"start": (1, 10), "middle": (11, 20), "half": (11, 20), "end": (21, 31)}


def span(line: Line, at: int) -> Read | None:
    """Return the week, weekend or month (or the part of one) named at `at`."""
    return longest(line, at, _READERS)


def _week(line: Line, at: int) -> Read | None:
    if line.kind(at) is not Kind.WHICH or line.name(at + 1) != "week" or line.text(at + 1) == "weken":
        return None
    monday = dates.monday_of(line.today)
    if line.name(at) == "past":
        return Days(doubt=doubt("past", day=monday - WEEK)), at + 2
    return dates.week_of(monday if line.name(at) == "this" else monday + WEEK, line.today), at + 2


def _two_weeks(line: Line, at: int) -> Read | None:
    """Read "deze of volgende week"."""
    if line.kind(at) is not Kind.WHICH or line.name(at + 1) not in ("or", "and"):
        return None
    second = _week(line, at + 2)
    if second is None or line.name(at) != "this" or second[0].doubt:
        return None
    first = dates.week_of(line.today, line.today)
    return dates.span_of(first.span | second[0].span, line.today), second[1]


def _numbered_week(line: Line, at: int) -> Read | None:
    number = line.number(at + 1)
    if line.name(at) != "week" or line.kind(at + 1) is not Kind.NUMBER or not line.tokens[at + 1].in_figures:
        return None
    if not 1 <= number <= 52 or line.kind(at + 2) in (Kind.UNIT, Kind.MONTH):
        return None
    year = line.today.year + (1 if date.fromisocalendar(line.today.year, number, 7) < line.today else 0)
    return dates.week_of(date.fromisocalendar(year, number, 1), line.today), at + 2


def _week_of_day(line: Line, at: int) -> Read | None:
    if line.name(at) != "week" or line.name(at + 1) != "van":
        return None
    read = single_day(line, line.past(at + 2, "the"))
    if read is None:
        return None
    days, end = read
    if days.doubt or len(days.dates) != 1:
        return Days(doubt=days.doubt or doubt("which_day")), end
    return dates.week_of(min(days.dates), line.today), end


def _week_part(line: Line, at: int) -> Read | None:
    if line.name(at) not in _WEEK_PARTS:
        return None
    start = line.past(at + 1, "van", "the")
    read = _week(line, start) or _week_of_day(line, start)
    if read is None and line.name(start) == "week" and start > at + 1:  # "eind van de week"
        read = dates.week_of(line.today, line.today), start + 1
    if read is None or read[0].doubt:
        return read
    first, last = _WEEK_PARTS[line.name(at)]
    monday = min(read[0].span)
    return dates.span_of(dates.between(monday + DAY * first, monday + DAY * last), line.today), read[1]


def _week_of_month(line: Line, at: int) -> Read | None:
    if line.kind(at) is not Kind.ORDINAL and line.name(at) != "nth_last":
        return None
    month = line.past(at + 2, "van", "in")
    if line.name(at + 1) != "week" or line.kind(month) is not Kind.MONTH:
        return None
    days = _month_days(line, line.number(month))
    mondays = sorted({dates.monday_of(day) for day in days})
    if line.name(at) == "nth_last":
        clear = days[-1].weekday() in (4, 5, 6)
        return _clear_week(mondays[-1], line.today, clear=clear), month + 1
    nth = line.number(at)
    if nth > 4:
        return Days(doubt=doubt("impossible_date")), month + 1
    # It is clear which week is the first where the month starts on a Monday or in a weekend.
    first = days[0].weekday()
    monday = mondays[nth if first in (5, 6) else nth - 1]
    return _clear_week(monday, line.today, clear=first in (0, 5, 6)), month + 1


def _clear_week(monday: date, today: date, *, clear: bool) -> Days:
    return dates.week_of(monday, today) if clear else Days(doubt=doubt("which_week", monday))


def _weekday_of_month(line: Line, at: int) -> Read | None:
    month = line.past(at + 2, "van", "in")
    last = line.name(at) == "nth_last"
    if not (last or line.kind(at) is Kind.ORDINAL) or line.kind(at + 1) is not Kind.WEEKDAY:
        return None
    if line.kind(month) is not Kind.MONTH:
        return None
    days = [day for day in _month_days(line, line.number(month)) if day.weekday() == line.number(at + 1)]
    nth = len(days) if last else line.number(at)
    if not 1 <= nth <= len(days):
        return Days(doubt=doubt("impossible_date")), month + 1
    if days[nth - 1] < line.today:
        return Days(doubt=doubt("past", day=days[nth - 1])), month + 1
    return Days(dates=frozenset({days[nth - 1]})), month + 1


def _month(line: Line, at: int) -> Read | None:
    part = line.name(at) if line.name(at) in _PARTS else ""
    start = line.past(at + 1, "van", "the") if part else at
    read = _whole_month(line, start)
    if read is None:
        return None
    days, end = read
    first, last = _MONTH_PARTS.get(part, (1, 31))
    return dates.span_of([day for day in days if first <= day.day <= last], line.today), end


def _whole_month(line: Line, at: int) -> tuple[list[date], int] | None:
    if line.kind(at) is Kind.MONTH:
        year = line.number(at + 1) if line.kind(at + 1) is Kind.NUMBER else 0
        if line.today.year <= year <= line.today.year + 5:
            return dates.month_days(year, line.number(at)), at + 2
        return _month_days(line, line.number(at)), at + 1
    if line.kind(at) is Kind.WHICH and line.text(at + 1) == "maand" and line.name(at) != "past":
        start = line.today.replace(day=1)
        first = start if line.name(at) == "this" else dates.months_later(start, 1)
        return dates.month_days(first.year, first.month), at + 2
    if line.name(at) == "month" and line.name(at - 1) == "the":  # "eind van de maand"
        return dates.month_days(line.today.year, line.today.month), at + 1
    return None


def _month_days(line: Line, month: int) -> list[date]:
    return dates.month_days(line.today.year + (1 if month < line.today.month else 0), month)


def _weekend(line: Line, at: int) -> Read | None:
    which = line.name(at) if line.kind(at) is Kind.WHICH else ""
    unit = at + 1 if which else at
    if line.name(unit) != "weekend" or which == "past":
        return None
    if which == "following" or (which == "coming" and line.today.weekday() >= 5):
        options = [dates.weekend_after(line.today, weeks) for weeks in (0, 1)]
        return Days(doubt=doubt("which_day", *(min(days.span) for days in options))), unit + 1
    return dates.weekend_after(line.today), unit + 1


_READERS: tuple[Callable[[Line, int], Read | None], ...] = (
    _week,
    _two_weeks,
    _numbered_week,
    _week_of_day,
    _week_part,
    _week_of_month,
    _weekday_of_month,
    _month,
    _weekend,
)

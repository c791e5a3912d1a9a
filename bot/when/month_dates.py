"""Reads days of a month: "1 juli", "1 of 2 juli", "van 1 tot 3 juli", "maandag 29 of dinsdag 30 juni"."""

from dataclasses import dataclass
from datetime import date

from bot.when import dates
from bot.when.dates import Days, doubt
from bot.when.line import Line, Read
from bot.when.vocabulary import Kind

_LONGEST_LIST = 10  # days; keeps a message full of figures cheap


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbered:
    day: int
    weekday: int | None
    to: bool  # from the one before up to this one


def days_with_month(line: Line, at: int) -> Read | None:
    """Return the day or days of one month that are named at `at`."""
    numbered: list[_Numbered] = []
    here, to = line.past(at, "van", "between", "from"), False
    while len(numbered) <= _LONGEST_LIST and (entry := _numbered(line, here, to=to)) is not None:
        numbered.extend(entry[0])
        here = entry[1]
        month = line.past(here, "van", "the", ".")
        if line.kind(month) is Kind.MONTH or (month > here and line.kind(month) is Kind.ORDINAL):
            year, end = _year(line, month + 1)
            return _numbered_days(numbered, line.number(month), year, line.today), end
        joint = _joint(line, here, opened_between=line.name(at) == "between")
        if joint is None:
            return None
        here, to = joint
    return None


def _numbered(line: Line, at: int, *, to: bool) -> tuple[list[_Numbered], int] | None:
    weekday = None
    if line.kind(at) is Kind.WEEKDAY:
        weekday = line.number(at)
        at = line.past(at + 1, ",", ".", "the", "on")
    at = line.past(at, "the", "on")
    if line.kind(at) is Kind.DASHED and weekday is None:
        first, last = line.tokens[at].figures
        return [_Numbered(day=first, weekday=None, to=to), _Numbered(day=last, weekday=None, to=True)], at + 1
    if line.kind(at) in (Kind.NUMBER, Kind.ORDINAL) and line.number(at) <= 99:
        return [_Numbered(day=line.number(at), weekday=weekday, to=to)], at + 1
    return None


def _joint(line: Line, at: int, *, opened_between: bool) -> tuple[int, bool] | None:
    if line.name(at) == "and" and opened_between:
        return at + 1, True
    if line.name(at) in ("or", "and") or line.text(at) in (",", "/", "&", "+"):
        return line.past(at + 1, "or", "and"), False
    if line.name(at) in ("until", "through") or line.text(at) in ("-", "–"):
        return at + 1, True
    return None


def _year(line: Line, at: int) -> tuple[int, int]:
    year = line.number(at) if line.kind(at) is Kind.NUMBER else 0
    return (year, at + 1) if 1900 <= year <= 2100 else (0, at)


def _numbered_days(numbered: list[_Numbered], month: int, year: int, today: date) -> Days:
    found: set[date] = set()
    last: date | None = None
    for at, entry in enumerate(numbered):
        # "29" in "van 29 tot 3 juli" is in June
        earlier = any(entry.day > later.day for later in numbered[at + 1 :])
        days = _numbered_day(entry, month - 1 if earlier and month > 1 else month, year, today)
        if days.doubt or (entry.to and last is not None and min(days.dates) <= last):
            return Days(doubt=days.doubt or doubt("impossible_range"))
        day = min(days.dates)
        found |= dates.between(last, day) if entry.to and last else {day}
        last = day
    return Days(dates=frozenset(found))


def _numbered_day(entry: _Numbered, month: int, year: int, today: date) -> Days:
    return dates.on_weekday(dates.exact_day(entry.day, month, year, today), entry.weekday)

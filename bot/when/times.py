"""Reads what is said about the hour: a clock time, a range, an open end, a part of the day."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.when.line import Line, longest
from bot.when.vocabulary import Kind

HALF_DAY = 12 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time in minutes after midnight; `twelve`: on a twelve-hour clock, it may be twelve hours later."""

    minutes: int
    twelve: bool
    possible: bool = True
    part: str = ""  # "'s avonds" right behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What one expression says about the hour: exact times, or bounds, or a part of the day."""

    exact: tuple[Clock, ...] = ()
    start: Clock | None = None
    end: Clock | None = None
    part: str = ""
    about: bool = False
    prefer: str = ""


Read = tuple[Times, int]
_Clock = tuple[Clock, int]


def read_times(line: Line, at: int) -> Read | None:
    """Return the longest expression about the hour that starts at token `at`, and where it ends."""
    return longest(line, at, (_part, _range, _bound, _exact))


def _part(line: Line, at: int) -> Read | None:
    start = line.past(at, "in", "the", "van", "on")
    word = line.name(start)
    prefer, start = _preference(line, start)
    start = line.past(start, "in", "the", "van", "on") if prefer else start
    if line.kind(start) is not Kind.PART:
        if word == "first_part":  # "morgen vroeg" is tomorrow morning
            return Times(part="morning", prefer=prefer), start
        return (Times(prefer=prefer), start) if word == "last_part" else None
    return Times(part=line.name(start), prefer=prefer), start + 1


def _preference(line: Line, at: int) -> tuple[str, int]:
    early, late = line.name(at) in ("start", "first_part"), line.name(at) in ("end", "last_part")
    return ("early" if early else "late" if late else ""), (at + 1 if early or late else at)


def _exact(line: Line, at: int) -> Read | None:
    opener = line.name(at) if line.name(at) in ("at", "about") else ""
    start = line.past(at, "at", "about", "the", "on") if opener else at
    about = any(line.name(here) == "about" for here in range(at, start))
    read = _clock(line, start, bare=bool(opener))
    if read is None:
        return None
    clocks, end = [read[0]], read[1]
    while (joint := _or(line, end)) is not None and (more := _clock(line, joint, bare=True)):
        clocks.append(more[0])
        end = more[1]
    return Times(exact=tuple(clocks), about=about), end


def _or(line: Line, at: int) -> int | None:
    if line.name(at) in ("or", "and") or line.text(at) == "/":
        return line.past(at + 1, "at", "about")
    return None


def _range(line: Line, at: int) -> Read | None:
    opener = line.name(at) if line.name(at) in ("van", "between", "from") else ""
    start = line.past(at + 1, "at", "the") if opener else line.past(at, "at")
    if line.kind(start) is Kind.DASHED:
        return _dashed(line, start, opened=bool(opener) or line.name(at) == "at")
    first = _clock(line, start, bare=True)
    if first is None:
        return None
    joint = line.name(first[1]) in ("until", "through") or line.text(first[1]) in ("-", "–", "a")
    if not joint and not (opener == "between" and line.name(first[1]) == "and"):
        return None
    last = _clock(line, line.past(first[1] + 1, "at"), bare=True)
    if last is None or not (opener or _marked(line, at, last[1])):
        return None
    return Times(start=first[0], end=last[0]), last[1]


def _dashed(line: Line, at: int, *, opened: bool) -> Read | None:
    first, last = line.tokens[at].figures
    hour = line.name(at + 1) == "hour"
    if not (hour or opened) and not (8 <= first <= 12 < last <= 24):
        return None
    return Times(start=_hours(first), end=_hours(last)), at + (2 if hour else 1)


def _marked(line: Line, start: int, end: int) -> bool:
    """Tell whether something in it says that these figures are hours."""
    telling = ("hour", "at", "half", "quarter")
    return any(line.name(at) in telling or line.kind(at) is Kind.CLOCK for at in range(start, end))


def _bound(line: Line, at: int) -> Read | None:
    which = line.name(at)
    if which not in ("from", "after", "before", "until", "through", "ten_latest"):
        return None
    start = line.past(at + 1, "at", "the", "about")
    about = any(line.name(here) == "about" for here in range(at, start))
    read = _clock(line, start, bare=True)
    if read is None:
        return None
    clock, end = read
    if which == "from" and line.name(end) in ("until", "through"):
        last = _clock(line, line.past(end + 1, "at"), bare=True)
        if last:
            return Times(start=clock, end=last[0]), last[1]
    if which in ("from", "after"):
        return Times(start=clock, about=about), end
    return Times(end=clock, about=about), end


# One time: "9u30", "half tien", "kwart na tien", "tien voor half drie", "14 uur", and after "om" a bare "2"


def _clock(line: Line, at: int, *, bare: bool) -> _Clock | None:
    readers: list[Callable[[Line, int], _Clock | None]] = [_in_figures, _spoken, _hour_and_minutes, _half]
    if bare:
        readers.append(_bare)
    read = longest(line, at, readers)
    if read and line.kind(read[1]) is Kind.PART and line.text(read[1]).startswith("s"):
        return replace(read[0], part=line.name(read[1])), read[1] + 1
    return read


def _in_figures(line: Line, at: int) -> _Clock | None:
    kind = line.kind(at)
    dotted_hour = kind is Kind.DOTTED and (line.name(at - 1) != "on")
    if kind is not Kind.CLOCK and not dotted_hour:
        return None
    hour, minute = line.tokens[at].figures
    end = at + 1 if line.name(at + 1) != "hour" else at + 2
    if kind is Kind.DOTTED and line.name(at - 1) not in _HOUR_OPENERS and end == at + 1:
        return None
    return _time(hour, minute, padded=line.text(at).startswith("0")), end


_HOUR_OPENERS = ("at", "about", "after", "before", "from", "until", "between", "ten_latest")


def _hour_and_minutes(line: Line, at: int) -> _Clock | None:
    if line.kind(at) is not Kind.NUMBER or line.name(at + 1) != "hour" or line.number(at) > 99:
        return None
    an_hour = line.text(at) == "een" and line.name(at - 1) not in set(_HOUR_OPENERS) - {"before"}
    if an_hour or line.name(at - 1) in ("over", "within", "in"):  # "over 2 uur" is no time of the day
        return None
    padded = line.text(at).startswith("0")
    said = line.past(at + 2, "and")
    if line.kind(said) is Kind.NUMBER and line.name(said + 1) == "minute":  # "11 uur en 40 minuten"
        return _time(line.number(at), line.number(said), padded=padded), said + 2
    minutes = line.number(at + 2)
    typed = line.kind(at + 2) is Kind.NUMBER and (len(line.text(at + 2)) == 2 or minutes >= 10)
    dated = line.kind(at + 3) in (Kind.MONTH, Kind.UNIT) and line.text(at + 3) not in ("u", "h", "uur")
    joined = line.name(at + 3) in ("or", "and", "until", "through", "before", "over", "after", "hour")
    if typed and not dated and not (joined and _lists_days(line, at + 3)):
        return _time(line.number(at), minutes, padded=padded), at + 3
    return _time(line.number(at), 0, padded=padded), at + 2


def _lists_days(line: Line, at: int) -> bool:
    """Tell whether "30 of 31 juli" follows: then 30 is no number of minutes."""
    return line.kind(at + 1) is Kind.NUMBER and line.kind(at + 2) is Kind.MONTH


def _half(line: Line, at: int) -> _Clock | None:
    if line.name(at) != "half" or line.kind(at + 1) is not Kind.NUMBER or not 1 <= line.number(at + 1) <= 24:
        return None
    return _minutes_from(line.number(at + 1), -30), _past_hour(line, at + 2)


def _spoken(line: Line, at: int) -> _Clock | None:
    count = _minutes_said(line, at)
    if count is None:
        return None
    minutes, here = count
    sign = {"before": -1, "over": 1, "after": 1}.get(line.name(here), 0)
    half = line.name(here + 1) == "half"
    hour = here + (2 if half else 1)
    if not sign or line.kind(hour) is not Kind.NUMBER or not 1 <= line.number(hour) <= 24:
        return None
    if line.name(hour + 1) in ("day", "week", "month") or line.kind(hour + 1) is Kind.MONTH:
        return None
    return _minutes_from(line.number(hour), sign * minutes - (30 if half else 0)), _past_hour(line, hour + 1)


def _minutes_said(line: Line, at: int) -> tuple[int, int] | None:
    if line.name(at) == "quarter":
        return 15, at + 1
    if line.kind(at) is Kind.NUMBER and line.number(at) in (5, 10, 15, 20, 25):
        return line.number(at), at + (2 if line.name(at + 1) == "minute" else 1)
    return None


def _bare(line: Line, at: int) -> _Clock | None:
    counts = line.kind(at + 1) is Kind.UNKNOWN and line.name(at - 1) != "at"  # "voor twee personen"
    if line.kind(at) is not Kind.NUMBER or line.kind(at + 1) in (Kind.MONTH, Kind.UNIT) or counts:
        return None
    text, number = line.text(at), line.number(at)
    if len(text) in (3, 4) and text.isdigit() and line.name(at - 1) == "at":  # "om 930"
        return _time(number // 100, number % 100, padded=text.startswith("0")), at + 1
    return (_hours(number), at + 1) if 1 <= number <= 24 else None


def _past_hour(line: Line, at: int) -> int:
    return at + 1 if line.name(at) == "hour" else at


def _hours(hour: int) -> Clock:
    return _time(hour, 0, padded=False)


def _minutes_from(hour: int, minutes: int) -> Clock:
    if hour > 12:
        return Clock(minutes=hour * 60 + minutes, twelve=False)
    return Clock(minutes=(hour * 60 + minutes) % HALF_DAY, twelve=True)


def _time(hour: int, minute: int, *, padded: bool) -> Clock:
    if hour > 23 or minute > 59:
        return Clock(minutes=0, twelve=False, possible=False)
    if padded or hour == 0 or hour > 12:
        return Clock(minutes=hour * 60 + minute, twelve=False)
    return Clock(minutes=(hour * 60 + minute) % HALF_DAY, twelve=True)

"""Joins all that a message says about the day: alternatives, weeks to pick a weekday from, exclusions."""

from dataclasses import replace
from datetime import date

from bot.when import dates
from bot.when.dates import DAY, Days, doubt
from bot.when.pieces import Piece, Said, is_key
from bot.when.times import Times


def joined(heard: Said, today: date, *, exact: bool) -> Days | None:
    """Return the days that are left when everything said is taken together; None when no day was said.

    `exact`: an exact time was said too, so that "voor dinsdag om 10u" is on Tuesday.
    """
    days: Days | None = None
    for at, piece in enumerate(heard.pieces):
        if isinstance(piece, Days):
            unsure = piece.doubt and piece.doubt.question == "before_or_on"
            new = Days(dates=piece.dates) if unsure and exact else piece
            days = new if days is None else _together(days, new, heard.pieces, at, today)
    if days is None:
        return None
    if exact and days.latest and not days.doubt:  # "ten laatste 3 juli om 12u" is no time on each day
        return Days(doubt=doubt("before_or_on", days.latest))
    for out in heard.excluded:
        days = _without(days, out, today)
    return _settled(days, today)


def _together(days: Days, new: Days, pieces: tuple[Piece, ...], at: int, today: date) -> Days:
    for whole, part in ((days, new), (new, days)):
        if whole.span and not whole.doubt and part.later is not None and part.weekdays:
            return _part_of_week(whole, part)
    if days.doubt or new.doubt:
        return Days(doubt=days.doubt or new.doubt)
    if not _alternatives(pieces, at):
        return _met(days, new, today)
    if not _same_times(pieces):
        return Days(doubt=doubt("several_moments"))
    if days.weekdays and new.weekdays:
        return Days(weekdays=days.weekdays | new.weekdays)
    first, second = _settled(days, today), _settled(new, today)
    return Days(dates=first.dates | second.dates, doubt=first.doubt or second.doubt)


def _part_of_week(whole: Days, part: Days) -> Days:
    """Read "volgende week vanaf woensdag": the open end lies in that week."""
    edge = min(part.weekdays)
    left = frozenset(
        day for day in whole.dates if (day.weekday() >= edge if part.later else day.weekday() <= edge)
    )
    return Days(dates=left) if left else Days(doubt=doubt("several_days"))


def _alternatives(pieces: tuple[Piece, ...], at: int) -> bool:
    for piece in reversed(pieces[:at]):
        if isinstance(piece, Days):
            return False
        if is_key(piece, "or", "and"):
            return True
    return False


def _same_times(pieces: tuple[Piece, ...]) -> bool:
    """Tell whether the hours hold for every day: said before or after all days, or the same with each."""
    said = [piece for piece in pieces if isinstance(piece, Days | Times)]
    days = [at for at, piece in enumerate(said) if isinstance(piece, Days)]
    between = [piece for piece in said[days[0] : days[-1]] if isinstance(piece, Times)]
    times = [piece for piece in said if isinstance(piece, Times)]
    return not between or (len(times) == len(days) and all(one == times[0] for one in times))


def _met(days: Days, new: Days, today: date) -> Days:
    """Return the days that both expressions allow."""
    if days.earliest or days.latest or new.earliest or new.latest:
        return _bounded(days, new, today)
    for whole, part in ((days, new), (new, days)):
        if whole.span and (part.weekdays or part.run):
            return _picked(whole, part, today)
    if days.weekdays and new.weekdays:
        same = days.weekdays & new.weekdays
        return Days(weekdays=same) if same else Days(doubt=doubt("several_days"))
    for known, weekday in ((days, new), (new, days)):
        if known.dates and weekday.weekdays:
            return _on_weekdays(known, weekday.weekdays)
    both = (days.span or days.dates) & (new.span or new.dates)
    narrower = days.dates & new.dates or both
    return Days(dates=narrower) if narrower else Days(doubt=doubt("several_days", *days.dates, *new.dates))


def _picked(whole: Days, part: Days, today: date) -> Days:
    weekdays = part.weekdays
    if part.run:
        first, last = part.run
        weekdays = frozenset(range(first, last + 1))
    picked = frozenset(day for day in whole.span if day.weekday() in weekdays)
    if not any(day >= today for day in picked):
        return Days(doubt=doubt("past", day=max(picked)) if picked else doubt("several_days"))
    return Days(dates=frozenset(day for day in picked if day >= today))


def _on_weekdays(known: Days, weekdays: frozenset[int]) -> Days:
    fitting = frozenset(day for day in known.dates if day.weekday() in weekdays)
    if fitting:
        return Days(dates=fitting)
    day = min(known.dates)
    return Days(doubt=doubt("weekday_conflict", *known.dates, day=day, weekday=min(weekdays)))


def _bounded(days: Days, new: Days, today: date) -> Days:
    earliest = max((one.earliest for one in (days, new) if one.earliest), default=None)
    latest = min((one.latest for one in (days, new) if one.latest), default=None)
    whole = next((one for one in (days, new) if one.span), None)
    if whole is None:
        if earliest and latest:
            return dates.span_of(dates.between(earliest, latest), today)
        return Days(doubt=doubt("several_days"))
    left = frozenset(
        day for day in whole.dates if (not earliest or day >= earliest) and (not latest or day <= latest)
    )
    return Days(dates=left) if left else Days(doubt=doubt("several_days"))


def _without(days: Days, out: Days, today: date) -> Days:
    if days.doubt or (out.doubt and out.doubt.question not in ("before_or_on", "today_or_later")):
        return days if days.doubt else Days(doubt=out.doubt)
    if days.weekdays and out.weekdays and days.weekdays - out.weekdays:
        return replace(days, weekdays=days.weekdays - out.weekdays)
    settled = _settled(days, today)
    gone = {day for day in settled.dates if _is_out(day, out)}
    left = settled.dates - gone
    return Days(dates=left, doubt=settled.doubt) if left else Days(doubt=settled.doubt or doubt("negation"))


def _is_out(day: date, out: Days) -> bool:
    if out.earliest and day >= out.earliest:
        return True
    if out.latest:
        return day <= out.latest
    return day.weekday() in out.weekdays or day in out.span or day in out.dates


def _settled(days: Days, today: date) -> Days:
    """Give bare weekdays their dates, and say what is doubtful about an open end."""
    if days.doubt or days.dates:
        return days
    if days.earliest:
        return replace(days, doubt=doubt("open_range", days.earliest, day=days.earliest))
    if days.latest:
        return _until(days.latest, today)
    return _run(days.run, today) if days.run else _next(days.weekdays, today)


def _until(latest: date, today: date) -> Days:
    if latest < today:
        return Days(doubt=doubt("past", day=latest))
    return dates.span_of(dates.between(today, latest), today)


def _next(weekdays: frozenset[int], today: date) -> Days:
    found = [dates.bare_weekday(weekday, today) for weekday in sorted(weekdays)]
    unsure = next((days.doubt for days in found if days.doubt), None)
    return Days(dates=frozenset(day for days in found for day in days.dates), doubt=unsure)


def _run(run: tuple[int, int], today: date) -> Days:
    first = dates.bare_weekday(run[0], today)
    if first.doubt:
        return first
    start = min(first.dates)
    return Days(dates=dates.between(start, start + DAY * ((run[1] - run[0]) % 7)))

"""Which moments a candidate can have now, which of them to show first, and why another cannot be had."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bot.booking.diary import Occupied, free_interviewers, occupied, read_busy, why_none
from bot.booking.grid import Moment, Reason, all_moments, is_over, moment_at, standing
from bot.booking.rules import BookingRules
from bot.calendars.port import Busy, Calendar
from bot.store import Store

__all__ = ["Moment", "Offer", "Reason", "Wanted", "Wish", "explain", "free_moments", "offer", "why_nothing"]

AT_ONCE = 6
_DAYS_AT_ONCE = 3
_A_DAY_IN_MINUTES = 60  # another day is as far from what was asked as an hour on the same day


class Wanted(Protocol):
    """What a candidate asked for; bot.when's answer has these, and so has Wish."""

    @property
    def dates(self) -> tuple[date, ...] | None: ...
    @property
    def start(self) -> time | None: ...
    @property
    def end(self) -> time | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Days and a window of the day, local; an exact time has start and end alike; None leaves it open."""

    dates: tuple[date, ...] | None = None
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Moments to show, in order of time. `fits`: they are what was asked, not merely near it.

    `following` is what to give as `after` to see more; None when there is no more.
    """

    moments: tuple[Moment, ...]
    fits: bool
    following: int | None


def free_moments(
    store: Store, calendar: Calendar, rules: BookingRules, *, now: datetime, conversation: str | None = None
) -> tuple[Moment, ...]:
    """Return the moments that can be had, in order; what `conversation` itself holds counts as free."""
    within = _still_open(rules, now=now)
    if not within:
        return ()
    diary = _look(store, calendar, rules, within, now=now, conversation=conversation)
    return tuple(moment for moment in within if free_interviewers(rules, moment, *diary))


def why_nothing(
    store: Store, calendar: Calendar, rules: BookingRules, *, now: datetime, conversation: str | None = None
) -> Reason:
    """Tell why `free_moments` has none; FREE when there are moments after all.

    PERIOD_OVER, TOO_SOON, CALENDAR_UNREADABLE, INTERVIEWER_BUSY or TAKEN. One calendar that cannot be read is
    reason enough: what it hides may be free, so that trying later can help.
    """
    within = _still_open(rules, now=now)
    if not within:
        return Reason.PERIOD_OVER if is_over(rules, now=now) else Reason.TOO_SOON
    busy, taken = _look(store, calendar, rules, within, now=now, conversation=conversation)
    if any(free_interviewers(rules, moment, busy, taken) for moment in within):
        return Reason.FREE
    if any(person.mailbox not in busy for person in rules.interviewers):
        return Reason.CALENDAR_UNREADABLE
    reasons = {why_none(rules, moment, busy, taken) for moment in within}
    return Reason.TAKEN if reasons == {Reason.TAKEN} else Reason.INTERVIEWER_BUSY


def explain(
    store: Store,
    calendar: Calendar,
    rules: BookingRules,
    start: datetime,
    *,
    now: datetime,
    conversation: str | None = None,
) -> Reason:
    """Tell whether the moment that begins at `start` can be had, and if not, why."""
    by_the_rules = standing(rules, start, now=now)
    if by_the_rules is not Reason.FREE:
        return by_the_rules
    moment = moment_at(rules, start)
    diary = _look(store, calendar, rules, (moment,), now=now, conversation=conversation)
    return Reason.FREE if free_interviewers(rules, moment, *diary) else why_none(rules, moment, *diary)


def offer(moments: Sequence[Moment], wanted: Wanted | None, rules: BookingRules, *, after: int = 0) -> Offer:
    """Choose at most six of the free `moments`: what was asked, spread out, or else what is nearest to it."""
    wish = wanted if wanted is not None else Wish()
    fitting = [moment for moment in moments if _fits(moment, wish, rules)]
    pages = _spread_pages(fitting, rules) if fitting else _nearest_pages(moments, wish, rules)
    shown = 0
    for page in pages:
        if shown >= after:
            total = len(fitting) if fitting else len(moments)
            following = shown + len(page)
            return Offer(
                moments=tuple(sorted(page)),
                fits=bool(fitting),
                following=following if following < total else None,
            )
        shown += len(page)
    return Offer(moments=(), fits=bool(fitting), following=None)


def _still_open(rules: BookingRules, *, now: datetime) -> tuple[Moment, ...]:
    if is_over(rules, now=now):
        return ()
    return tuple(moment for moment in all_moments(rules) if moment.start >= now + rules.notice_to_book)


def _look(
    store: Store,
    calendar: Calendar,
    rules: BookingRules,
    moments: Sequence[Moment],
    *,
    now: datetime,
    conversation: str | None,
) -> tuple[Mapping[str, tuple[Busy, ...]], list[Occupied]]:
    within = Moment(start=moments[0].start, end=moments[-1].end)
    with store.read() as session:
        taken = occupied(session, rules, within, now=now)
    others = [item for item in taken if conversation is None or item.held_by != conversation]
    return read_busy(calendar, rules, within.start, within.end), others


def _fits(moment: Moment, wish: Wanted, rules: BookingRules) -> bool:
    local = moment.start.astimezone(rules.zone)
    if wish.dates is not None and local.date() not in wish.dates:
        return False
    return _minutes_off(moment, wish, rules) == 0


def _minutes_off(moment: Moment, wish: Wanted, rules: BookingRules) -> int:
    begins = _minutes(moment.start.astimezone(rules.zone).time())
    if wish.start is not None and wish.start == wish.end:
        return abs(begins - _minutes(wish.start))
    too_early = _minutes(wish.start) - begins if wish.start is not None else 0
    too_late = begins + rules.slot_minutes - _minutes(wish.end) if wish.end is not None else 0
    return max(too_early, too_late, 0)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _spread_pages(moments: Sequence[Moment], rules: BookingRules) -> Iterator[list[Moment]]:
    left = list(moments)
    while left:
        by_day = list(_by_day(left, rules).values())
        for first in range(0, len(by_day), _DAYS_AT_ONCE):
            days = by_day[first : first + _DAYS_AT_ONCE]
            page = [moment for day in days for moment in _spread(day, AT_ONCE // len(days))]
            left = [moment for moment in left if moment not in page]
            yield page


def _nearest_pages(moments: Sequence[Moment], wish: Wanted, rules: BookingRules) -> Iterator[list[Moment]]:
    left = sorted(moments, key=lambda moment: (_distance(moment, wish, rules), moment.start))
    while left:
        page: list[Moment] = []
        for alike in _equally_near(left, wish, rules):
            page += _spread(alike, min(AT_ONCE - len(page), AT_ONCE // 2))
            if len(page) == AT_ONCE:
                break
        left = [moment for moment in left if moment not in page]
        yield page


def _equally_near(moments: Iterable[Moment], wish: Wanted, rules: BookingRules) -> Iterable[list[Moment]]:
    groups: dict[tuple[int, date], list[Moment]] = defaultdict(list)
    for moment in moments:
        day = moment.start.astimezone(rules.zone).date()
        groups[_distance(moment, wish, rules), day].append(moment)
    return groups.values()


def _distance(moment: Moment, wish: Wanted, rules: BookingRules) -> int:
    day = moment.start.astimezone(rules.zone).date()
    days = min((abs(day - wished) for wished in wish.dates or ()), default=timedelta()).days
    return days * _A_DAY_IN_MINUTES + _minutes_off(moment, wish, rules)


def _by_day(moments: Iterable[Moment], rules: BookingRules) -> dict[date, list[Moment]]:
    days: dict[date, list[Moment]] = defaultdict(list)
    for moment in moments:
        days[moment.start.astimezone(rules.zone).date()].append(moment)
    return days


def _spread(moments: Sequence[Moment], count: int) -> list[Moment]:
    if count >= len(moments):
        return list(moments)
    return [moments[(2 * number + 1) * len(moments) // (2 * count)] for number in range(count)]

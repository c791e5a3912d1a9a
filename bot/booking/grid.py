"""The moments that the rules allow at all, before anyone's diary is looked at. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from bot.booking.rules import BookingRules

SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Moment:
    """A stretch of time that a candidate can choose; aware, in UTC."""

    start: datetime
    end: datetime


class Reason(StrEnum):
    """Why a moment can or cannot be had."""

    FREE = "free"
    TOO_SOON = "too_soon"
    TAKEN = "taken"
    INTERVIEWER_BUSY = "interviewer_busy"
    OUTSIDE_PERIOD = "outside_period"
    OUTSIDE_HOURS = "outside_hours"
    DAY_OFF = "day_off"
    NOT_A_SLOT = "not_a_slot"
    CALENDAR_UNREADABLE = "calendar_unreadable"
    PERIOD_OVER = "period_over"


@lru_cache(maxsize=16)
def all_moments(rules: BookingRules) -> tuple[Moment, ...]:
    """Return every moment of the period in order, whoever is free."""
    return tuple(moment for day in _days(rules) if _is_working_day(rules, day) for moment in _of(rules, day))


def moment_at(rules: BookingRules, start: datetime) -> Moment:
    """Return the moment of the usual length that begins at `start`."""
    begin = start.astimezone(UTC)
    return Moment(start=begin, end=begin + rules.slot)


def standing(rules: BookingRules, start: datetime, *, now: datetime) -> Reason:
    """Tell how the rules alone see `start`: FREE means that only the diaries can still say no."""
    if is_over(rules, now=now):
        return Reason.PERIOD_OVER
    place = _place(rules, start)
    if place is Reason.FREE and start < now + rules.notice_to_book:
        return Reason.TOO_SOON
    return place


def is_over(rules: BookingRules, *, now: datetime) -> bool:
    """Tell whether the last moment of the period has begun."""
    moments = all_moments(rules)
    return not moments or now > moments[-1].start


def _place(rules: BookingRules, start: datetime) -> Reason:
    local = start.astimezone(rules.zone)
    if not rules.period.first <= local.date() <= rules.period.last:
        return Reason.OUTSIDE_PERIOD
    if not _is_working_day(rules, local.date()):
        return Reason.DAY_OFF
    if moment_at(rules, start) in _of(rules, local.date()):
        return Reason.FREE
    inside = any(hours.start <= local.time() < hours.until for hours in rules.working_hours)
    return Reason.NOT_A_SLOT if inside else Reason.OUTSIDE_HOURS


def _days(rules: BookingRules) -> Iterator[date]:
    length = (rules.period.last - rules.period.first).days
    return (rules.period.first + timedelta(days=number) for number in range(length + 1))


def _is_working_day(rules: BookingRules, day: date) -> bool:
    return day.weekday() < SATURDAY and day not in rules.days_off


def _of(rules: BookingRules, day: date) -> tuple[Moment, ...]:
    moments = []
    for hours in rules.working_hours:
        start, until = (rules.at(day, clock) for clock in (hours.start, hours.until))
        while start + rules.slot <= until:
            moments.append(Moment(start=start, end=start + rules.slot))
            start += rules.slot
    return tuple(moments)

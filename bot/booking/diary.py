"""Who of the interviewers is free at a moment, and whose turn it is."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.booking.bookings import live
from bot.booking.grid import Moment, Reason
from bot.booking.rules import BookingRules
from bot.booking.tables import HELD, BookingRow
from bot.calendars.port import Busy, Calendar, CalendarRefused, CalendarUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupied:
    """What stands in our own rows for an interviewer; `held_by` is the conversation when it is only held."""

    interviewer: str
    start: datetime
    end: datetime
    held_by: str | None


def read_busy(
    calendar: Calendar, rules: BookingRules, start: datetime, end: datetime
) -> Mapping[str, tuple[Busy, ...]]:
    """Return the busy times of the interviewers whose calendar could be read; the others are left out."""
    mailboxes = [person.mailbox for person in rules.interviewers]
    try:
        return calendar.free_busy(mailboxes, start, end)
    except (CalendarUnavailable, CalendarRefused):
        return {}


def occupied(session: Session, rules: BookingRules, within: Moment, *, now: datetime) -> tuple[Occupied, ...]:
    """Return the live holds and bookings that touch `within`, of this vacancy or another."""
    query = select(BookingRow).where(
        BookingRow.interviewer.in_([person.mailbox for person in rules.interviewers]),
        live(now=now),
        BookingRow.start < within.end,
        BookingRow.end > within.start,
    )
    return tuple(
        Occupied(
            interviewer=row.interviewer,
            start=row.start,
            end=row.end,
            held_by=row.conversation if row.status == HELD else None,
        )
        for row in session.scalars(query)
    )


def free_interviewers(
    rules: BookingRules, moment: Moment, busy: Mapping[str, tuple[Busy, ...]], taken: Iterable[Occupied]
) -> tuple[str, ...]:
    """Return the mailboxes that are readable, not busy and not taken during `moment`."""
    gone = {item.interviewer for item in taken if item.start < moment.end and item.end > moment.start}
    return tuple(
        person.mailbox
        for person in rules.interviewers
        if person.mailbox not in gone and _is_free(busy.get(person.mailbox), moment)
    )


def why_none(
    rules: BookingRules, moment: Moment, busy: Mapping[str, tuple[Busy, ...]], taken: Iterable[Occupied]
) -> Reason:
    """Tell why no interviewer is free during `moment`."""
    gone = {item.interviewer for item in taken if item.start < moment.end and item.end > moment.start}
    others = [person.mailbox for person in rules.interviewers if person.mailbox not in gone]
    if not others:
        return Reason.TAKEN
    return Reason.INTERVIEWER_BUSY if any(who in busy for who in others) else Reason.CALENDAR_UNREADABLE


def least_loaded(
    session: Session, vacancy: str, free: Iterable[str], moment: Moment, *, now: datetime
) -> str:
    """Return the free interviewer with the fewest live bookings; ties fall the same way every time."""
    query = (
        select(BookingRow.interviewer, func.count())
        .where(BookingRow.vacancy == vacancy, live(now=now))
        .group_by(BookingRow.interviewer)
    )
    load: dict[str, int] = {who: count for who, count in session.execute(query)}
    return min(free, key=lambda who: (load.get(who, 0), _tie(who, moment)))


def _is_free(busy: tuple[Busy, ...] | None, moment: Moment) -> bool:
    return busy is not None and not any(item.start < moment.end and item.end > moment.start for item in busy)


def _tie(mailbox: str, moment: Moment) -> str:
    return hashlib.sha256(f"{mailbox} {moment.start.isoformat()}".encode()).hexdigest()

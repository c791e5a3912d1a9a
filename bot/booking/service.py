"""Hold, book, move, cancel: each one transaction, with what it asks of calendar and mail written in it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.booking import outgoing, policy
from bot.booking.bookings import (
    Booking,
    Candidate,
    Held,
    Status,
    booking_from,
    confirmed_booking,
    held_from,
    new_reference,
    note,
)
from bot.booking.claims import assign, change, clear, confirmed_row, held_row, new_hold, still_free
from bot.booking.diary import read_busy
from bot.booking.grid import Moment
from bot.booking.invited import check_invited
from bot.booking.lookup import (
    booking_of_conversation,
    find,
    find_by_manage_token,
    get_booking,
    hold_of_conversation,
)
from bot.booking.races import looks
from bot.booking.refusals import AlreadyBooked, HoldExpired, NotFound
from bot.booking.resending import resend
from bot.booking.rules import BookingRules
from bot.booking.tables import CANCELLED, CONFIRMED, HELD, RELEASED, BookingRow
from bot.calendars.port import Busy, Calendar
from bot.store import Store

__all__ = [
    "Booking",
    "Candidate",
    "Held",
    "Status",
    "book",
    "booking_of_conversation",
    "cancel",
    "find",
    "find_by_manage_token",
    "get_booking",
    "hold",
    "hold_of_conversation",
    "move",
    "release",
    "resend",
]


def hold(
    store: Store,
    calendar: Calendar,
    rules: BookingRules,
    start: datetime,
    *,
    conversation: str,
    now: datetime,
) -> Held:
    """Keep the moment at `start` free for a conversation, with the interviewer whose turn it is.

    Replaces what the conversation held. Raises PeriodOver, NotOffered, TooSoon, SlotTaken.
    """
    moment = policy.bookable(rules, start, now=now)
    busy = read_busy(calendar, rules, moment.start, moment.end)
    for look in looks():
        with look, store.begin() as session:
            clear(session, rules, moment, conversation, now=now)
            interviewer = assign(session, rules, moment, busy, now=now)
            row = new_hold(rules, moment, interviewer, conversation, now=now)
            session.add(row)
            session.flush()
            note(session, row, "held", now=now)
            return held_from(row)
    raise AssertionError("unreachable")


def release(store: Store, hold_id: str, *, now: datetime) -> None:
    """Give up a hold; one that is gone already counts as given up."""
    with store.begin() as session:
        session.execute(
            update(BookingRow)
            .where(BookingRow.id == hold_id, BookingRow.status == HELD)
            .values(status=RELEASED, changed_at=now)
        )


def book(
    store: Store,
    rules: BookingRules,
    hold_id: str,
    candidate: Candidate,
    *,
    now: datetime,
    calendar: Calendar | None = None,
) -> Booking:
    """Turn a live hold into the candidate's booking. The same call twice gives the same booking.

    With a `calendar` the interviewer's diary is read once more; if it filled up, a free colleague takes over.
    Raises HoldExpired, SlotTaken, AlreadyBooked, NotInvited.
    """
    busy = None if calendar is None else _busy_now(store, calendar, rules, hold_id)
    for look in looks(lost=lambda: _refuse_second(store, rules, candidate)):
        with look, store.begin() as session:
            row = held_row(session, rules, hold_id)
            if row.status == CONFIRMED and row.candidate == candidate.key:
                return booking_from(session, row)
            check_invited(session, rules, candidate)
            interviewer = still_free(session, rules, row, busy, now=now)
            if not _confirm(session, row, interviewer, candidate, now=now):
                raise HoldExpired(start=row.start)
            note(session, row, "booked", now=now)
            outgoing.booked(session, rules, row, now=now)
            return booking_from(session, row)
    raise AssertionError("unreachable")


def move(
    store: Store,
    calendar: Calendar,
    rules: BookingRules,
    booking_id: str,
    start: datetime,
    *,
    now: datetime,
    conversation: str | None = None,
) -> Booking:
    """Give a booking another moment, or leave it untouched. `conversation`: its hold stands not in the way.

    Raises NotFound, TooLate, TooManyMoves, PeriodOver, NotOffered, TooSoon, SlotTaken.
    """
    moment = policy.bookable(rules, start, now=now)
    busy = read_busy(calendar, rules, moment.start, moment.end)
    for look in looks():
        with look, store.begin() as session:
            row = confirmed_row(session, rules, booking_id)
            before = booking_from(session, row)
            if row.start == moment.start:
                return before
            policy.check_movable(rules, row.start, row.moves, now=now)
            clear(session, rules, moment, conversation, now=now)
            interviewer = assign(session, rules, moment, busy, now=now, preferred=row.interviewer)
            if _relocate(session, row, moment, interviewer, now=now):
                return _moved(session, rules, row, before, now=now)
    raise NotFound


def cancel(store: Store, rules: BookingRules, booking_id: str, *, now: datetime) -> Booking:
    """Cancel a booking that has not begun; cancelling again changes nothing. Raises NotFound, TooLate."""
    for look in looks():
        with look, store.begin() as session:
            row = session.get(BookingRow, booking_id)
            if row is None or row.vacancy != rules.vacancy or row.status not in (CONFIRMED, CANCELLED):
                raise NotFound
            if row.status == CANCELLED:
                return booking_from(session, row)
            policy.check_cancellable(row.start, now=now)
            if change(session, row, now=now, status=CANCELLED, revision=row.revision + 1):
                note(session, row, "cancelled", now=now)
                outgoing.cancelled(session, rules, row, now=now)
                return booking_from(session, row)
    raise NotFound


def _busy_now(
    store: Store, calendar: Calendar, rules: BookingRules, hold_id: str
) -> Mapping[str, tuple[Busy, ...]] | None:
    with store.read() as session:
        row = session.get(BookingRow, hold_id)
        if row is None or row.status != HELD:
            return None
        start, end = row.start, row.end
    return read_busy(calendar, rules, start, end)


def _confirm(
    session: Session, row: BookingRow, interviewer: str, candidate: Candidate, *, now: datetime
) -> bool:
    return change(
        session,
        row,
        BookingRow.hold_expires_at > now,
        BookingRow.start > now,
        expected=HELD,
        now=now,
        status=CONFIRMED,
        interviewer=interviewer,
        reference=new_reference(),
        name=candidate.name,
        email=candidate.email,
        candidate=candidate.key,
        hold_expires_at=None,
    )


def _relocate(session: Session, row: BookingRow, moment: Moment, interviewer: str, *, now: datetime) -> bool:
    return change(
        session,
        row,
        now=now,
        start=moment.start,
        end=moment.end,
        interviewer=interviewer,
        revision=row.revision + 1,
        moves=row.moves + 1,
    )


def _moved(
    session: Session, rules: BookingRules, row: BookingRow, before: Booking, *, now: datetime
) -> Booking:
    note(session, row, "moved", now=now)
    outgoing.moved(session, rules, row, before, now=now)
    return booking_from(session, row)


def _refuse_second(store: Store, rules: BookingRules, candidate: Candidate) -> None:
    with store.read() as session:
        first = confirmed_booking(session, rules.vacancy, candidate.key)
    if first is not None:
        raise AlreadyBooked(booking=first)

"""Writes down, in a booking's own transaction, what its change asks of the calendar and the mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from pydantic import TypeAdapter
from sqlalchemy import and_, or_, update
from sqlalchemy.orm import Session

from bot.booking.bookings import Booking, Status, booking_from
from bot.booking.rules import BookingRules
from bot.booking.tables import BookingRow, OutboxRow
from bot.calendars.port import EventWanted
from bot.invitations.appointment import Appointment, LetterKind, to_bytes
from bot.wording.texts import say

CREATE, MOVE, CANCEL = "calendar.create", "calendar.move", "calendar.cancel"
MAIL = "mail."
DELIVERY, REMINDERS = "delivery", "reminder"
PENDING, LEASED, DONE, DEAD, DROPPED = "pending", "leased", "done", "dead", "dropped"
_TRANSACTIONS = UUID("a4e1f8f0-57c6-4d0e-9a53-0d2f6f1b7c11")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventUnwanted:
    """The event of the booking in `mailbox` that has to go, and what to tell those invited."""

    mailbox: str
    comment: str


EVENT = TypeAdapter(EventWanted)
UNWANTED = TypeAdapter(EventUnwanted)


def appointment_of(rules: BookingRules, booking: Booking, *, now: datetime) -> Appointment:
    """Return what a calendar file of the booking says as it stands at `now`, for who downloads one."""
    kind = LetterKind.CANCELLED if booking.status is Status.CANCELLED else LetterKind.CONFIRMATION
    return _appointment(rules, booking, kind, stamp=now)


def booked(session: Session, rules: BookingRules, row: BookingRow, *, now: datetime) -> None:
    """A booking was made: an event, a confirmation, a reminder."""
    booking = booking_from(session, row)
    _put(session, booking, CREATE, EVENT.dump_json(_event(rules, booking)), now=now)
    _letter(session, rules, booking, LetterKind.CONFIRMATION, now=now)
    _remind(session, rules, booking, now=now)


def moved(session: Session, rules: BookingRules, row: BookingRow, before: Booking, *, now: datetime) -> None:
    """A booking is no longer as it was `before`; with another interviewer the new event comes first."""
    booking = booking_from(session, row)
    _drop_unsent(session, booking, now=now)
    event = EVENT.dump_json(_event(rules, booking))
    if booking.interviewer == before.interviewer:
        _put(session, booking, MOVE, event, now=now)
    else:
        _put(session, booking, CREATE, event, now=now)
        _uninvite(session, booking, before.interviewer, say("calendar.moved"), now=now)
    _letter(session, rules, booking, LetterKind.MOVED, previous=before.start, now=now)
    _remind(session, rules, booking, now=now)


def cancelled(session: Session, rules: BookingRules, row: BookingRow, *, now: datetime) -> None:
    """A booking was cancelled: its event goes, the candidate is told, nothing is reminded."""
    booking = booking_from(session, row)
    _drop_unsent(session, booking, now=now)
    _uninvite(session, booking, booking.interviewer, say("calendar.cancelled"), now=now)
    _letter(session, rules, booking, LetterKind.CANCELLED, now=now)


def resent(session: Session, rules: BookingRules, row: BookingRow, number: int, *, now: datetime) -> None:
    """The candidate asked for the invitation again: the same one, the same sequence."""
    booking = booking_from(session, row)
    _letter(session, rules, booking, LetterKind.CONFIRMATION, again=number, now=now)


def _letter(
    session: Session,
    rules: BookingRules,
    booking: Booking,
    kind: LetterKind,
    *,
    now: datetime,
    previous: datetime | None = None,
    again: int = 0,
) -> None:
    payload = to_bytes(_appointment(rules, booking, kind, stamp=now, previous=previous))
    _put(session, booking, f"{MAIL}{kind}", payload, suffix=f":again-{again}" if again else "", now=now)


def _remind(session: Session, rules: BookingRules, booking: Booking, *, now: datetime) -> None:
    day_before = booking.start.astimezone(rules.zone).date() - timedelta(days=1)
    when = rules.at(day_before, rules.reminder_at)
    if when > now:
        payload = to_bytes(_appointment(rules, booking, LetterKind.REMINDER, stamp=when))
        operation = f"{MAIL}{LetterKind.REMINDER}"
        _put(session, booking, operation, payload, channel=REMINDERS, not_before=when, now=now)


def _uninvite(session: Session, booking: Booking, mailbox: str, comment: str, *, now: datetime) -> None:
    payload = UNWANTED.dump_json(EventUnwanted(mailbox=mailbox, comment=comment))
    _put(session, booking, CANCEL, payload, now=now)


def _put(
    session: Session,
    booking: Booking,
    operation: str,
    payload: bytes,
    *,
    now: datetime,
    channel: str = DELIVERY,
    not_before: datetime | None = None,
    suffix: str = "",
) -> None:
    session.add(
        OutboxRow(
            booking_id=booking.id,
            vacancy=booking.vacancy,
            key=f"{booking.id}:{booking.revision}:{operation}{suffix}",
            channel=channel,
            operation=operation,
            revision=booking.revision,
            payload=payload,
            state=PENDING,
            attempts=0,
            not_before=not_before or now,
            created_at=now,
        )
    )
    session.flush()  # one by one, so that their ids tell their order


def _drop_unsent(session: Session, booking: Booking, *, now: datetime) -> None:
    # A letter that was tried may have arrived, so it is finished; one never tried would only confuse.
    never_tried = and_(OutboxRow.operation.startswith(MAIL), OutboxRow.attempts == 0)
    session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.booking_id == booking.id,
            OutboxRow.state == PENDING,
            or_(OutboxRow.channel == REMINDERS, never_tried),
        )
        .values(state=DROPPED, payload=b"", finished_at=now)
    )


def _event(rules: BookingRules, booking: Booking) -> EventWanted:
    return EventWanted(
        mailbox=booking.interviewer,
        booking_id=booking.id,
        transaction_id=str(uuid5(_TRANSACTIONS, f"{booking.id}:{booking.revision}")),
        start=booking.start,
        end=booking.end,
        subject=say("calendar.subject", booking=booking, vacancy=rules.title),
        text=say("calendar.text", booking=booking),
        attendee_name=booking.name,
        attendee_email=booking.email,
    )


def _appointment(
    rules: BookingRules,
    booking: Booking,
    kind: LetterKind,
    *,
    stamp: datetime,
    previous: datetime | None = None,
) -> Appointment:
    names = {person.mailbox: person.name for person in rules.interviewers}
    return Appointment(
        kind=kind,
        uid=booking.uid,
        sequence=booking.revision,
        stamp=stamp,
        start=booking.start,
        end=booking.end,
        previous_start=previous,
        title=say("calendar.title", vacancy=rules.title),
        reference=booking.reference,
        candidate_name=booking.name,
        candidate_email=booking.email,
        interviewer_name=names.get(booking.interviewer, booking.interviewer),
        sender_name=rules.sender.name,
        sender_mailbox=rules.sender.mailbox,
        contact_name=rules.contact.name,
        contact_mailbox=rules.contact.mailbox,
        contact_phone=rules.contact.phone,
    )

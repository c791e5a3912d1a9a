"""Does one task in the calendar or by mail, outside any transaction, and records what stands there now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.booking.bookings import Booking, Status
from bot.booking.links import ManageLinks
from bot.booking.lookup import get_booking
from bot.booking.outgoing import CANCEL, CREATE, EVENT, MOVE, UNWANTED
from bot.booking.tables import RemoteEventRow
from bot.calendars.port import Calendar, EventGone, EventWanted, RemoteEvent
from bot.invitations.appointment import Appointment, LetterKind, from_bytes
from bot.invitations.letters import compose
from bot.invitations.mailers import Mailer
from bot.outbox.queue import Task
from bot.store import Store

Record = Callable[[Session, datetime], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What the outbox works with."""

    store: Store
    calendar: Calendar
    mailer: Mailer
    links: ManageLinks


class NotNeeded(Exception):
    """What was asked has been overtaken by a later change."""


def perform(hands: Hands, task: Task, *, timeout: float) -> Record:
    """Do the task; return how to record it, in the transaction that finishes it. Safe to repeat.

    Raises NotNeeded and what calendar and mailer raise. Seconds.
    """
    if task.operation == CREATE:
        event = EVENT.validate_json(task.payload)
        return _stands(task, hands.calendar.create(event, timeout=timeout))
    if task.operation == MOVE:
        event = EVENT.validate_json(task.payload)
        return _stands(task, _move(hands, task, event, timeout=timeout))
    if task.operation == CANCEL:
        return _cancel(hands, task, timeout=timeout)
    _send(hands, task)
    return _nothing


def _move(hands: Hands, task: Task, event: EventWanted, *, timeout: float) -> RemoteEvent:
    known = _known(hands, task, event.mailbox, timeout=timeout)
    if known is None:
        return hands.calendar.create(event, timeout=timeout)
    try:
        return hands.calendar.move(known, event.start, event.end, timeout=timeout)
    except EventGone:
        return hands.calendar.create(event, timeout=timeout)


def _cancel(hands: Hands, task: Task, *, timeout: float) -> Record:
    unwanted = UNWANTED.validate_json(task.payload)
    known = _known(hands, task, unwanted.mailbox, timeout=timeout)
    if known is None:
        return _nothing
    hands.calendar.cancel(known, unwanted.comment, timeout=timeout)
    return _gone(task, unwanted.mailbox)


def _send(hands: Hands, task: Task) -> None:
    appointment = from_bytes(task.payload)
    booking = get_booking(hands.store, task.booking_id)
    if appointment.kind is LetterKind.REMINDER and not _is_current(appointment, booking):
        raise NotNeeded
    letter = compose(
        appointment,
        manage_url=hands.links.page(booking),
        join_url=booking.join_url,
        with_invitation=not hands.calendar.invites,
    )
    hands.mailer.send(letter)


def _is_current(appointment: Appointment, booking: Booking) -> bool:
    return booking.status is Status.CONFIRMED and booking.revision == appointment.sequence


def _known(hands: Hands, task: Task, mailbox: str, *, timeout: float) -> RemoteEvent | None:
    with hands.store.read() as session:
        row = session.get(RemoteEventRow, (task.booking_id, mailbox))
        if row is not None:
            return RemoteEvent(
                mailbox=row.mailbox,
                event_id=row.event_id,
                etag=row.etag,
                ical_uid=row.ical_uid,
                join_url=row.join_url,
            )
    return hands.calendar.find(mailbox, task.booking_id, timeout=timeout)


def _stands(task: Task, remote: RemoteEvent) -> Record:
    def record(session: Session, now: datetime) -> None:
        session.merge(
            RemoteEventRow(
                booking_id=task.booking_id,
                mailbox=remote.mailbox,
                event_id=remote.event_id,
                etag=remote.etag,
                ical_uid=remote.ical_uid,
                join_url=remote.join_url,
                last_seen=now,
            )
        )

    return record


def _gone(task: Task, mailbox: str) -> Record:
    def record(session: Session, _now: datetime) -> None:
        row = session.get(RemoteEventRow, (task.booking_id, mailbox))
        if row is not None:
            session.delete(row)

    return record


def _nothing(_session: Session, _now: datetime) -> None:
    return

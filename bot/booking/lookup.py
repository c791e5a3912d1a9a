"""Finds a booking back: by reference and e-mail together, by the secret link, or by its conversation."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.booking.bookings import (
    Booking,
    Held,
    booking_from,
    candidate_key,
    first_booking,
    held_from,
)
from bot.booking.links import ManageLinks, booking_named_in
from bot.booking.refusals import NotFound, TooManyTries
from bot.booking.tables import CANCELLED, CONFIRMED, HELD, BookingRow, LookupFailureRow
from bot.store import Store

WRONG_TRIES = 5
WINDOW = timedelta(hours=1)


def find(store: Store, reference: str, email: str, *, now: datetime, who: str | None = None) -> Booking:
    """Return the booking with this reference, if it is this e-mail address's. `who` asks: a chat, an address.

    Five wrong tries an hour, per reference, e-mail and asker, are the limit. Raises NotFound, TooManyTries.
    """
    tried = _fingerprints(reference, email, who)
    with store.begin() as session:
        session.execute(delete(LookupFailureRow).where(LookupFailureRow.at <= now - WINDOW))
        blocked_since = _blocked_since(session, tried)
        if blocked_since is not None:
            raise TooManyTries(retry_at=blocked_since + WINDOW)
        found = _belonging_to(session, reference, email)
        if found is None:
            session.add_all(LookupFailureRow(fingerprint=item, at=now) for item in tried)
    if found is None:
        raise NotFound
    return found


def find_by_manage_token(store: Store, links: ManageLinks, token: str) -> Booking:
    """Return the booking that the secret link is for, also when it is cancelled. Raises NotFound."""
    claimed = booking_named_in(token)
    if claimed is None:
        raise NotFound
    with store.read() as session:
        row = session.get(BookingRow, claimed)
        if row is None or row.status not in (CONFIRMED, CANCELLED):
            raise NotFound
        if not links.proves(token, row.id, row.link_generation):
            raise NotFound
        return booking_from(session, row)


def get_booking(store: Store, booking_id: str) -> Booking:
    """Return a booking by its id, which only our own parts know. Raises NotFound."""
    with store.read() as session:
        row = session.get(BookingRow, booking_id)
        if row is None or row.status not in (CONFIRMED, CANCELLED):
            raise NotFound
        return booking_from(session, row)


def booking_of_conversation(store: Store, conversation: str) -> Booking | None:
    """Return the latest live booking made in a conversation."""
    query = (
        select(BookingRow)
        .where(BookingRow.conversation == conversation, BookingRow.status == CONFIRMED)
        .order_by(BookingRow.created_at.desc(), BookingRow.id)
    )
    with store.read() as session:
        return first_booking(session, query)


def hold_of_conversation(store: Store, conversation: str, *, now: datetime) -> Held | None:
    """Return what a conversation holds now."""
    query = select(BookingRow).where(
        BookingRow.conversation == conversation,
        BookingRow.status == HELD,
        BookingRow.hold_expires_at > now,
    )
    with store.read() as session:
        row = session.scalars(query).first()
        return None if row is None else held_from(row)


def _fingerprints(reference: str, email: str, who: str | None) -> tuple[str, ...]:
    tried = [f"reference:{_plain(reference)}", f"email:{candidate_key(email)}"]
    tried += [f"who:{who}"] if who is not None else []
    return tuple(hashlib.sha256(item.encode()).hexdigest() for item in tried)


def _plain(reference: str) -> str:
    return "".join(char for char in reference.upper() if char.isalnum())


def _blocked_since(session: Session, fingerprints: tuple[str, ...]) -> datetime | None:
    query = (
        select(func.min(LookupFailureRow.at))
        .where(LookupFailureRow.fingerprint.in_(fingerprints))
        .group_by(LookupFailureRow.fingerprint)
        .having(func.count() >= WRONG_TRIES)
    )
    return max(session.scalars(query), default=None)


def _belonging_to(session: Session, reference: str, email: str) -> Booking | None:
    row = session.scalars(
        select(BookingRow).where(
            BookingRow.reference == _plain(reference), BookingRow.status.in_((CONFIRMED, CANCELLED))
        )
    ).first()
    return booking_from(session, row) if row is not None and row.candidate == candidate_key(email) else None

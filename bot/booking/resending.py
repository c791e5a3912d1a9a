"""Sends an invitation again, so many times a day: a mailbox is not flooded from a chat."""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, select

from bot.booking import outgoing
from bot.booking.bookings import Booking, booking_from
from bot.booking.claims import confirmed_row
from bot.booking.refusals import TooManyResends
from bot.booking.rules import BookingRules
from bot.booking.tables import OutboxRow
from bot.store import Store

RESENDS_A_DAY = 3


def resend(store: Store, rules: BookingRules, booking_id: str, *, now: datetime) -> Booking:
    """Send a live booking's invitation again, to the address it was made with.

    Raises NotFound, TooManyResends.
    """
    with store.begin() as session:
        row = confirmed_row(session, rules, booking_id)
        again = and_(OutboxRow.booking_id == row.id, OutboxRow.key.contains(":again-"))
        total = session.scalar(select(func.count()).where(again)) or 0
        recent = list(
            session.scalars(
                select(OutboxRow.created_at)
                .where(again, OutboxRow.created_at > now - timedelta(days=1))
                .order_by(OutboxRow.created_at)
            )
        )
        if len(recent) >= RESENDS_A_DAY:
            raise TooManyResends(retry_at=recent[0] + timedelta(days=1))
        outgoing.resent(session, rules, row, total + 1, now=now)
        return booking_from(session, row)

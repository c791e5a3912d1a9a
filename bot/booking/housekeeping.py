"""What happens to holds that nobody confirmed."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from bot.booking.tables import EXPIRED, HELD, RELEASED, BookingRow
from bot.store import Store

KEEP = timedelta(days=1)


def sweep(store: Store, *, now: datetime) -> int:
    """Let stale holds expire and forget those that ended over a day ago; return how many expired."""
    stale = (BookingRow.status == HELD) & (BookingRow.hold_expires_at <= now)
    forgotten = BookingRow.status.in_((EXPIRED, RELEASED)) & (BookingRow.changed_at < now - KEEP)
    with store.begin() as session:
        expired = session.scalars(
            update(BookingRow).where(stale).values(status=EXPIRED, changed_at=now).returning(BookingRow.id)
        ).all()
        session.execute(delete(BookingRow).where(forgotten))
    return len(expired)

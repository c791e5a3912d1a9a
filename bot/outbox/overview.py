"""What HR sees of the outbox: what is stuck or given up, and a way to try it again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update

from bot.booking.outgoing import DEAD, PENDING
from bot.booking.tables import BookingRow, OutboxRow
from bot.outbox.queue import OPEN
from bot.store import Store

STUCK_FROM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What did not get to the calendar or to the candidate. `given_up`: only HR can set it going again."""

    id: int
    reference: str | None
    operation: str
    attempts: int
    error: str | None
    since: datetime
    given_up: bool


def troubles(store: Store, vacancy: str) -> tuple[Trouble, ...]:
    """Return what was given up, and what has failed five times or more, oldest first."""
    stuck = OutboxRow.state.in_(OPEN) & (OutboxRow.attempts >= STUCK_FROM)
    query = (
        select(OutboxRow, BookingRow.reference)
        .join(BookingRow, BookingRow.id == OutboxRow.booking_id)
        .where(OutboxRow.vacancy == vacancy, or_(OutboxRow.state == DEAD, stuck))
        .order_by(OutboxRow.id)
    )
    with store.read() as session:
        return tuple(
            Trouble(
                id=row.id,
                reference=reference,
                operation=row.operation,
                attempts=row.attempts,
                error=row.last_error,
                since=row.created_at,
                given_up=row.state == DEAD,
            )
            for row, reference in session.execute(query)
        )


def revive(store: Store, task_id: int, *, now: datetime) -> bool:
    """Let the worker try again what was given up; tell whether there was such a thing."""
    statement = (
        update(OutboxRow)
        .where(OutboxRow.id == task_id, OutboxRow.state == DEAD)
        .values(state=PENDING, attempts=0, not_before=now, finished_at=None)
        .returning(OutboxRow.id)
    )
    with store.begin() as session:
        return session.scalars(statement).first() is not None

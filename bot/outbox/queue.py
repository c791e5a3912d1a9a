"""The queue in the outbox table: who may do which row now, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, Select, and_, exists, not_, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.booking.outgoing import DEAD, DONE, DROPPED, LEASED, MAIL, PENDING
from bot.booking.tables import OutboxRow
from bot.store import Store

LEASE = timedelta(seconds=60)  # longer than any one call to a calendar or a mail server may take
MAIL_WAITS = timedelta(minutes=15)  # so long a letter waits for the calendar, to carry the meeting's link
OPEN = (PENDING, LEASED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A row that is ours for the length of a lease; `attempts` tells this lease from any later one."""

    id: int
    booking_id: str
    operation: str
    revision: int
    payload: bytes
    attempts: int


def claim(store: Store, *, now: datetime, booking_id: str | None = None) -> Task | None:
    """Lease the next row that is due, of one booking or of all; None if there is none."""
    query = _due(now, booking_id)
    with store.read() as session:
        if session.scalars(query.limit(1)).first() is None:
            return None
    with store.begin() as session:
        row = session.scalars(query.limit(1).with_for_update(skip_locked=True)).first()
        if row is None or not _lease(session, row, now=now):
            return None
        return Task(
            id=row.id,
            booking_id=row.booking_id,
            operation=row.operation,
            revision=row.revision,
            payload=row.payload,
            attempts=row.attempts + 1,
        )


def finish(session: Session, task: Task, *, now: datetime, dropped: bool = False) -> bool:
    """Mark a task as done, or as not needed any more; tell whether it was still ours. Personal data goes."""
    state = DROPPED if dropped else DONE
    return _settle(session, task, state=state, payload=b"", finished_at=now, lease_until=None)


def postpone(session: Session, task: Task, *, until: datetime, error: str) -> None:
    """Put a task back for another try."""
    _settle(session, task, state=PENDING, not_before=until, lease_until=None, last_error=error[:200])


def bury(session: Session, task: Task, *, now: datetime, error: str) -> None:
    """Give a task up; it stays for HR to see, with what it would have done."""
    _settle(session, task, state=DEAD, finished_at=now, lease_until=None, last_error=error[:200])


def _due(now: datetime, booking_id: str | None) -> Select[OutboxRow]:
    ready = or_(
        and_(OutboxRow.state == PENDING, OutboxRow.not_before <= now),
        and_(OutboxRow.state == LEASED, OutboxRow.lease_until <= now),
    )
    query = select(OutboxRow).where(ready, not_(_waits(now))).order_by(OutboxRow.id)
    return query if booking_id is None else query.where(OutboxRow.booking_id == booking_id)


def _waits(now: datetime) -> ColumnElement[bool]:
    # In one booking everything goes in order, but a letter does not wait for a calendar that stays away.
    earlier = aliased(OutboxRow)
    out_of_patience = and_(
        OutboxRow.operation.startswith(MAIL),
        not_(earlier.operation.startswith(MAIL)),
        earlier.created_at <= now - MAIL_WAITS,
    )
    return exists().where(
        earlier.booking_id == OutboxRow.booking_id,
        earlier.channel == OutboxRow.channel,
        earlier.id < OutboxRow.id,
        earlier.state.in_(OPEN),
        not_(out_of_patience),
    )


def _lease(session: Session, row: OutboxRow, *, now: datetime) -> bool:
    statement = (
        update(OutboxRow)
        .where(OutboxRow.id == row.id, OutboxRow.state == row.state, OutboxRow.attempts == row.attempts)
        .values(state=LEASED, lease_until=now + LEASE, attempts=row.attempts + 1)
    )
    return _changed_one(session, statement)


def _settle(session: Session, task: Task, **values: object) -> bool:
    ours = and_(OutboxRow.id == task.id, OutboxRow.state == LEASED, OutboxRow.attempts == task.attempts)
    return _changed_one(session, update(OutboxRow).where(ours).values(**values))


def _changed_one(session: Session, statement: object) -> bool:
    result = session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[call-overload]
    return isinstance(result, CursorResult) and result.rowcount == 1

"""Takes, keeps and gives up moments inside the transaction of a use case; none of this commits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, CursorResult, and_, update
from sqlalchemy.orm import Session

from bot.booking.diary import free_interviewers, least_loaded, occupied, why_none
from bot.booking.grid import Moment
from bot.booking.refusals import HoldExpired, NotFound, SlotTaken
from bot.booking.rules import BookingRules
from bot.booking.tables import CONFIRMED, EXPIRED, HELD, RELEASED, BookingRow
from bot.calendars.port import Busy

_PLAIN = {"synchronize_session": False}  # rows in memory are refreshed where it matters


def clear(
    session: Session, rules: BookingRules, moment: Moment, conversation: str | None, *, now: datetime
) -> None:
    """Make way: stale holds on the moment expire, the conversation's own hold is given up."""
    held = BookingRow.status == HELD
    mailboxes = [person.mailbox for person in rules.interviewers]
    own: ColumnElement[bool] = and_(
        held, BookingRow.vacancy == rules.vacancy, BookingRow.conversation == conversation
    )
    stale = and_(
        held,
        BookingRow.hold_expires_at <= now,
        BookingRow.interviewer.in_(mailboxes),
        BookingRow.start < moment.end,
        BookingRow.end > moment.start,
    )
    _become(session, stale, EXPIRED, now=now)
    if conversation is not None:
        _become(session, own, RELEASED, now=now)


def assign(
    session: Session,
    rules: BookingRules,
    moment: Moment,
    busy: Mapping[str, tuple[Busy, ...]],
    *,
    now: datetime,
    preferred: str | None = None,
) -> str:
    """Return whose turn it is, `preferred` if free. Raises SlotTaken."""
    taken = occupied(session, rules, moment, now=now)
    free = free_interviewers(rules, moment, busy, taken)
    if not free:
        raise SlotTaken(start=moment.start, reason=why_none(rules, moment, busy, taken))
    return preferred if preferred in free else least_loaded(session, rules.vacancy, free, moment, now=now)


def new_hold(
    rules: BookingRules, moment: Moment, interviewer: str, conversation: str, *, now: datetime
) -> BookingRow:
    """Return a row that holds the moment from `now` on."""
    return BookingRow(
        id=uuid4().hex,
        vacancy=rules.vacancy,
        status=HELD,
        revision=0,
        interviewer=interviewer,
        start=moment.start,
        end=moment.end,
        conversation=conversation,
        hold_expires_at=now + rules.hold,
        moves=0,
        link_generation=0,
        created_at=now,
        changed_at=now,
    )


def still_free(
    session: Session,
    rules: BookingRules,
    row: BookingRow,
    busy: Mapping[str, tuple[Busy, ...]] | None,
    *,
    now: datetime,
) -> str:
    """Return who will take the held moment after another look at the diaries. Raises SlotTaken."""
    # A diary that cannot be read now was free when the moment was held: that promise is kept.
    diary = () if busy is None else busy.get(row.interviewer, ())
    if row.status != HELD or not any(item.start < row.end and item.end > row.start for item in diary):
        return row.interviewer
    return assign(session, rules, Moment(start=row.start, end=row.end), busy or {}, now=now)


def change(
    session: Session,
    row: BookingRow,
    *conditions: ColumnElement[bool],
    now: datetime,
    expected: str = CONFIRMED,
    **values: Any,
) -> bool:
    """Change the row if it is still as it was read; tell whether it was."""
    same = and_(
        BookingRow.id == row.id,
        BookingRow.status == expected,
        BookingRow.revision == row.revision,
        *conditions,
    )
    result = session.execute(
        update(BookingRow).where(same).values(changed_at=now, **values), execution_options=_PLAIN
    )
    session.refresh(row)
    return isinstance(result, CursorResult) and result.rowcount == 1


def held_row(session: Session, rules: BookingRules, hold_id: str) -> BookingRow:
    """Return the row that began as this hold, whatever became of it. Raises HoldExpired."""
    row = session.get(BookingRow, hold_id)
    if row is None or row.vacancy != rules.vacancy:
        raise HoldExpired(start=None)
    return row


def confirmed_row(session: Session, rules: BookingRules, booking_id: str) -> BookingRow:
    """Return the row of a live booking. Raises NotFound."""
    row = session.get(BookingRow, booking_id)
    if row is None or row.vacancy != rules.vacancy or row.status != CONFIRMED:
        raise NotFound
    return row


def _become(session: Session, which: ColumnElement[bool], status: str, *, now: datetime) -> None:
    statement = update(BookingRow).where(which).values(status=status, changed_at=now)
    session.execute(statement, execution_options=_PLAIN)

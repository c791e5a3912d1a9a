"""The embedded default calendar: interviewers' events in tables of the same database, no online meeting."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Integer, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.calendars.port import Busy, EventGone, EventWanted, RemoteEvent
from bot.store import Base, Instant, Store


class LocalEventRow(Base):
    """An event in an interviewer's calendar: of a booking, or the interviewer's own (no booking)."""

    __tablename__ = "local_calendar_event"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    mailbox: Mapped[str] = mapped_column(String(254), index=True)
    start: Mapped[datetime] = mapped_column(Instant, index=True)
    end: Mapped[datetime] = mapped_column(Instant)
    subject: Mapped[str] = mapped_column(String(300))
    booking_id: Mapped[str | None] = mapped_column(String(32), index=True)
    transaction_id: Mapped[str | None] = mapped_column(String(100), unique=True)
    version: Mapped[int] = mapped_column(Integer)


class LocalCalendar:
    """A calendar of our own. `join_url`: a fixed meeting link for demonstrations, else there is none."""

    invites = False

    def __init__(self, store: Store, *, join_url: str | None = None) -> None:
        self._store = store
        self._join_url = join_url

    def free_busy(
        self, mailboxes: Sequence[str], start: datetime, end: datetime
    ) -> Mapping[str, tuple[Busy, ...]]:
        """Return when each mailbox is busy between two instants."""
        query = select(LocalEventRow).where(
            LocalEventRow.mailbox.in_(mailboxes), LocalEventRow.start < end, LocalEventRow.end > start
        )
        busy: dict[str, list[Busy]] = {mailbox: [] for mailbox in mailboxes}
        with self._store.read() as session:
            for row in session.scalars(query):
                busy[row.mailbox].append(Busy(start=row.start, end=row.end))
        return {mailbox: tuple(found) for mailbox, found in busy.items()}

    def create(self, event: EventWanted, *, timeout: float) -> RemoteEvent:  # noqa: ARG002 (the port's)
        """Put the event there once, however often it is asked."""
        try:
            with self._store.begin() as session:
                row = _of_transaction(session, event.transaction_id) or _add(session, event)
                return self._remote(row)
        except IntegrityError:  # another worker put it there in the same instant
            with self._store.begin() as session:
                found = _of_transaction(session, event.transaction_id)
                if found is None:
                    raise
                return self._remote(found)

    def move(
        self,
        remote: RemoteEvent,
        start: datetime,
        end: datetime,
        *,
        timeout: float,  # noqa: ARG002 (the port's)
    ) -> RemoteEvent:
        """Give the event another time. Raises EventGone."""
        with self._store.begin() as session:
            row = session.get(LocalEventRow, remote.event_id)
            if row is None:
                raise EventGone
            if (row.start, row.end) != (start, end):
                row.start, row.end, row.version = start, end, row.version + 1
            return self._remote(row)

    def cancel(self, remote: RemoteEvent, comment: str, *, timeout: float) -> None:  # noqa: ARG002 (the port's)
        """Take the event away."""
        with self._store.begin() as session:
            row = session.get(LocalEventRow, remote.event_id)
            if row is not None:
                session.delete(row)

    def find(
        self,
        mailbox: str,
        booking_id: str,
        *,
        timeout: float,  # noqa: ARG002 (the port's)
    ) -> RemoteEvent | None:
        """Return the booking's event in the mailbox, if one stands there."""
        query = select(LocalEventRow).where(
            LocalEventRow.mailbox == mailbox, LocalEventRow.booking_id == booking_id
        )
        with self._store.read() as session:
            row = session.scalars(query).first()
            return None if row is None else self._remote(row)

    def add_busy(self, mailbox: str, start: datetime, end: datetime, *, subject: str) -> str:
        """Note an appointment of the interviewer's own; return its id."""
        with self._store.begin() as session:
            row = LocalEventRow(
                id=uuid4().hex,
                mailbox=mailbox,
                start=start,
                end=end,
                subject=subject,
                booking_id=None,
                transaction_id=None,
                version=1,
            )
            session.add(row)
            return row.id

    def _remote(self, row: LocalEventRow) -> RemoteEvent:
        return RemoteEvent(
            mailbox=row.mailbox,
            event_id=row.id,
            etag=str(row.version),
            ical_uid=None,
            join_url=self._join_url,
        )


def _of_transaction(session: Session, transaction_id: str) -> LocalEventRow | None:
    query = select(LocalEventRow).where(LocalEventRow.transaction_id == transaction_id)
    return session.scalars(query).first()


def _add(session: Session, event: EventWanted) -> LocalEventRow:
    row = LocalEventRow(
        id=uuid4().hex,
        mailbox=event.mailbox,
        start=event.start,
        end=event.end,
        subject=event.subject,
        booking_id=event.booking_id,
        transaction_id=event.transaction_id,
        version=1,
    )
    session.add(row)
    session.flush()
    return row

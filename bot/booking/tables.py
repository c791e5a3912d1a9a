"""The tables of booking and of the work that bookings leave behind for the calendar and the mail."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store import Base, Instant

HELD, CONFIRMED, CANCELLED, EXPIRED, RELEASED = "held", "confirmed", "cancelled", "expired", "released"
_LIVE = text("status IN ('held', 'confirmed')")
_HELD = text("status = 'held'")


class BookingRow(Base):
    """A moment of an interviewer that is held for, or booked by, one candidate; also what became of it."""

    __tablename__ = "booking"
    __table_args__ = (
        CheckConstraint(
            "status IN ('held', 'confirmed', 'cancelled', 'expired', 'released')", name="booking_status"
        ),
        CheckConstraint("status <> 'held' OR hold_expires_at IS NOT NULL", name="booking_hold_ends"),
        CheckConstraint(
            "status NOT IN ('confirmed', 'cancelled')"
            " OR (reference IS NOT NULL AND name IS NOT NULL"
            " AND email IS NOT NULL AND candidate IS NOT NULL)",
            name="booking_has_candidate",
        ),
        # These three decide every race. They are the same SQL on SQLite and on PostgreSQL.
        Index(
            "booking_one_per_moment",
            "interviewer",
            "start",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(
            "booking_one_per_candidate",
            "vacancy",
            "candidate",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(
            "booking_one_hold_per_conversation",
            "vacancy",
            "conversation",
            unique=True,
            sqlite_where=_HELD,
            postgresql_where=_HELD,
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    vacancy: Mapped[str] = mapped_column(String(100))
    status: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int] = mapped_column(Integer)
    interviewer: Mapped[str] = mapped_column(String(254))
    start: Mapped[datetime] = mapped_column(Instant, index=True)
    end: Mapped[datetime] = mapped_column(Instant)
    conversation: Mapped[str | None] = mapped_column(String(100), index=True)
    hold_expires_at: Mapped[datetime | None] = mapped_column(Instant)
    reference: Mapped[str | None] = mapped_column(String(8), unique=True)
    name: Mapped[str | None] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254))
    candidate: Mapped[str | None] = mapped_column(String(254))
    moves: Mapped[int] = mapped_column(Integer)
    link_generation: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)


class BookingEventRow(Base):
    """What happened to a booking and when; rows are only ever added and hold nothing personal."""

    __tablename__ = "booking_event"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    booking_id: Mapped[str] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(32))
    revision: Mapped[int] = mapped_column(Integer)
    interviewer: Mapped[str] = mapped_column(String(254))
    start: Mapped[datetime] = mapped_column(Instant)
    at: Mapped[datetime] = mapped_column(Instant)


class OutboxRow(Base):
    """One thing to do for a booking in the calendar or by mail, written in the booking's own transaction."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'leased', 'done', 'dead', 'dropped')", name="outbox_state"),
        Index("outbox_open", "state", "not_before"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    booking_id: Mapped[str] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    vacancy: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(100), unique=True)
    channel: Mapped[str] = mapped_column(String(16))
    operation: Mapped[str] = mapped_column(String(32))
    revision: Mapped[int] = mapped_column(Integer)
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(Integer)
    not_before: Mapped[datetime] = mapped_column(Instant)
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    last_error: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)


class RemoteEventRow(Base):
    """The event that stands in an interviewer's calendar for a booking."""

    __tablename__ = "remote_event"

    booking_id: Mapped[str] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    mailbox: Mapped[str] = mapped_column(String(254), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(400))
    etag: Mapped[str | None] = mapped_column(String(200))
    ical_uid: Mapped[str | None] = mapped_column(String(400))
    join_url: Mapped[str | None] = mapped_column(String(2000))
    last_seen: Mapped[datetime] = mapped_column(Instant)


class InvitedRow(Base):
    """A candidate who may book where the vacancy's access is `invited`."""

    __tablename__ = "invited_candidate"

    vacancy: Mapped[str] = mapped_column(String(100), primary_key=True)
    candidate: Mapped[str] = mapped_column(String(254), primary_key=True)
    invited_at: Mapped[datetime] = mapped_column(Instant)


class LookupFailureRow(Base):
    """A wrong try to find a booking, under a fingerprint of what was tried or of who tried."""

    __tablename__ = "booking_lookup_failure"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(Instant)

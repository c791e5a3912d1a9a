"""Bookings, what they ask of calendar and mail, and the embedded calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_LIVE = sa.text("status IN ('held', 'confirmed')")
_HELD = sa.text("status = 'held'")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Bring the schema one step on."""
    _booking()
    _booking_event()
    _outbox()
    _remote_event()
    _local_calendar()
    op.create_table(
        "invited_candidate",
        sa.Column("vacancy", sa.String(100), primary_key=True),
        sa.Column("candidate", sa.String(254), primary_key=True),
        sa.Column("invited_at", _INSTANT, nullable=False),
    )
    op.create_table(
        "booking_lookup_failure",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False, index=True),
        sa.Column("at", _INSTANT, nullable=False),
    )


def downgrade() -> None:
    """Undo this step; what only the newer schema can hold is lost."""
    for table in (
        "booking_lookup_failure",
        "invited_candidate",
        "local_calendar_event",
        "remote_event",
        "outbox",
        "booking_event",
        "booking",
    ):
        op.drop_table(table)


def _booking() -> None:
    op.create_table(
        "booking",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("vacancy", sa.String(100), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("interviewer", sa.String(254), nullable=False),
        sa.Column("start", _INSTANT, nullable=False, index=True),
        sa.Column("end", _INSTANT, nullable=False),
        sa.Column("conversation", sa.String(100), index=True),
        sa.Column("hold_expires_at", _INSTANT),
        sa.Column("reference", sa.String(8), unique=True),
        sa.Column("name", sa.String(120)),
        sa.Column("email", sa.String(254)),
        sa.Column("candidate", sa.String(254)),
        sa.Column("moves", sa.Integer, nullable=False),
        sa.Column("link_generation", sa.Integer, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.CheckConstraint(
            "status IN ('held', 'confirmed', 'cancelled', 'expired', 'released')", name="booking_status"
        ),
        sa.CheckConstraint("status <> 'held' OR hold_expires_at IS NOT NULL", name="booking_hold_ends"),
        sa.CheckConstraint(
            "status NOT IN ('confirmed', 'cancelled')"
            " OR (reference IS NOT NULL AND name IS NOT NULL"
            " AND email IS NOT NULL AND candidate IS NOT NULL)",
            name="booking_has_candidate",
        ),
    )
    for name, columns, where in (
        ("booking_one_per_moment", ["interviewer", "start"], _LIVE),
        ("booking_one_per_candidate", ["vacancy", "candidate"], _LIVE),
        ("booking_one_hold_per_conversation", ["vacancy", "conversation"], _HELD),
    ):
        op.create_index(name, "booking", columns, unique=True, sqlite_where=where, postgresql_where=where)


def _booking_event() -> None:
    op.create_table(
        "booking_event",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_booking(index=True),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("interviewer", sa.String(254), nullable=False),
        sa.Column("start", _INSTANT, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_booking(index=True),
        sa.Column("vacancy", sa.String(100), nullable=False),
        sa.Column("key", sa.String(100), nullable=False, unique=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("operation", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", _INSTANT, nullable=False),
        sa.Column("lease_until", _INSTANT),
        sa.Column("last_error", sa.String(200)),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("finished_at", _INSTANT),
        sa.CheckConstraint("state IN ('pending', 'leased', 'done', 'dead', 'dropped')", name="outbox_state"),
    )
    op.create_index("outbox_open", "outbox", ["state", "not_before"])


def _remote_event() -> None:
    op.create_table(
        "remote_event",
        _of_booking(primary_key=True),
        sa.Column("mailbox", sa.String(254), primary_key=True),
        sa.Column("event_id", sa.String(400), nullable=False),
        sa.Column("etag", sa.String(200)),
        sa.Column("ical_uid", sa.String(400)),
        sa.Column("join_url", sa.String(2000)),
        sa.Column("last_seen", _INSTANT, nullable=False),
    )


def _local_calendar() -> None:
    op.create_table(
        "local_calendar_event",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("mailbox", sa.String(254), nullable=False, index=True),
        sa.Column("start", _INSTANT, nullable=False, index=True),
        sa.Column("end", _INSTANT, nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("booking_id", sa.String(32), index=True),
        sa.Column("transaction_id", sa.String(100), unique=True),
        sa.Column("version", sa.Integer, nullable=False),
    )


def _of_booking(*, index: bool = False, primary_key: bool = False) -> sa.Column[str]:
    foreign = sa.ForeignKey("booking.id", ondelete="CASCADE")
    return sa.Column(
        "booking_id", sa.String(32), foreign, index=index, primary_key=primary_key, nullable=False
    )

"""What was said: conversations, turns, messages, buttons."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Bring the schema one step on."""
    _conversation()
    _turn()
    _message()
    _button()


def downgrade() -> None:
    """Undo this step; every conversation is lost."""
    for table in ("button", "message", "turn", "conversation"):
        op.drop_table(table)


def _conversation() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("vacancy", sa.String(100), nullable=False),
        sa.Column("started_at", _INSTANT, nullable=False),
        sa.Column("last_at", _INSTANT, nullable=False),
    )
    op.create_index("uq_conversation_token_hash", "conversation", ["token_hash"], unique=True)
    op.create_index("ix_conversation_last_at", "conversation", ["last_at"])


def _turn() -> None:
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer, primary_key=True),
        _of("conversation.id", sa.String(40)),
        sa.Column("idempotency_key", sa.String(200)),
        sa.Column("outcome", sa.String(40)),
        sa.Column("started_at", _INSTANT, nullable=False),
        sa.Column("finished_at", _INSTANT),
    )
    op.create_index(
        "uq_turn_conversation_id_idempotency_key", "turn", ["conversation_id", "idempotency_key"], unique=True
    )


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(40), nullable=False),
        _of("conversation.id", sa.String(40)),
        _of("turn.id", sa.Integer, nullable=True),
        sa.Column("author", sa.String(20), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("topic", sa.String(100)),
        sa.Column("card", sa.JSON),
        sa.Column("intent", sa.String(100)),
        sa.Column("confidence", sa.Float),
    )
    op.create_index("uq_message_id", "message", ["id"], unique=True)
    op.create_index("ix_message_conversation_id_number", "message", ["conversation_id", "number"])
    op.create_index("ix_message_turn_id", "message", ["turn_id"])


def _button() -> None:
    op.create_table(
        "button",
        sa.Column("id", sa.String(40), primary_key=True),
        _of("conversation.id", sa.String(40)),
        _of("message.number", sa.Integer),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("in_card", sa.Boolean, nullable=False),
    )
    op.create_index("ix_button_conversation_id", "button", ["conversation_id"])
    op.create_index("ix_button_message_number", "button", ["message_number"])


def _of(target: str, kind: Any, *, nullable: bool = False) -> sa.Column[Any]:
    """A column that points to `target` ("table.column") and goes when that row goes."""
    return sa.Column(
        target.replace(".", "_"), kind, sa.ForeignKey(target, ondelete="CASCADE"), nullable=nullable
    )

"""The tables of what was said. Erasing a conversation takes its turns, messages and buttons with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store import Base, Instant


class ConversationRow(Base):
    """One candidate's chat. The token itself is never stored, only its SHA-256."""

    __tablename__ = "conversation"
    __table_args__ = (
        Index("uq_conversation_token_hash", "token_hash", unique=True),
        Index("ix_conversation_last_at", "last_at"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    vacancy: Mapped[str] = mapped_column(String(100))
    started_at: Mapped[datetime] = mapped_column(Instant())
    last_at: Mapped[datetime] = mapped_column(Instant())


class TurnRow(Base):
    """One message of the candidate with the replies to it; unfinished while the engine is thinking."""

    __tablename__ = "turn"
    __table_args__ = (
        Index("uq_turn_conversation_id_idempotency_key", "conversation_id", "idempotency_key", unique=True),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    idempotency_key: Mapped[str | None] = mapped_column(String(200))
    outcome: Mapped[str | None] = mapped_column(String(40))
    started_at: Mapped[datetime] = mapped_column(Instant())
    finished_at: Mapped[datetime | None] = mapped_column(Instant())


class MessageRow(Base):
    """One message of either side; `number` is the order in which they were said."""

    __tablename__ = "message"
    __table_args__ = (
        Index("uq_message_id", "id", unique=True),
        Index("ix_message_conversation_id_number", "conversation_id", "number"),
        Index("ix_message_turn_id", "turn_id"),
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(40))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    turn_id: Mapped[int | None] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"))
    author: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant())
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(String(100))
    card: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    intent: Mapped[str | None] = mapped_column(String(100))
    confidence: Mapped[float | None] = mapped_column(Float)


class ButtonRow(Base):
    """A choice the bot offered; the payload stays here, the candidate only ever sees id and title."""

    __tablename__ = "button"
    __table_args__ = (
        Index("ix_button_conversation_id", "conversation_id"),
        Index("ix_button_message_number", "message_number"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    message_number: Mapped[int] = mapped_column(ForeignKey("message.number", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)
    in_card: Mapped[bool] = mapped_column(Boolean)

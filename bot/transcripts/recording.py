"""Writes down what is said. A turn is two transactions: the candidate's words, then the bot's replies."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store import Store
from bot.transcripts.messages import Author, Choice, Message, Reply
from bot.transcripts.tables import ButtonRow, ConversationRow, MessageRow, TurnRow


class ConversationGone(Exception):
    """The conversation was erased, or never was."""


class KeyReused(Exception):
    """An idempotency key came back with other words than the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The candidate's words are on paper; the replies are still to come."""

    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """This turn was taken before: these were the replies."""

    messages: tuple[Message, ...]


def start(
    store: Store,
    *,
    conversation: str,
    token_hash: str,
    vacancy: str,
    greeting: Sequence[Reply],
    now: datetime,
) -> tuple[Message, ...]:
    """Open a transcript that begins with the bot's greeting."""
    with store.note() as session:
        row = ConversationRow(
            id=conversation, token_hash=token_hash, vacancy=vacancy, started_at=now, last_at=now
        )
        session.add(row)
        session.flush()
        return _add_replies(session, conversation, None, greeting, now)


def open_turn(
    store: Store, conversation: str, said: str, *, key: str | None, now: datetime
) -> Opened | Answered:
    """Write down what the candidate `said`; a turn whose `key` is known is not taken twice.

    A known turn without replies (the process or the database failed in between) is opened again.
    Raises ConversationGone, KeyReused.
    """
    with store.note() as session:
        row = session.get(ConversationRow, conversation)
        if row is None:
            raise ConversationGone
        known = _known_turn(session, conversation, key)
        if known is not None:
            return _again(session, known, said)
        row.last_at = now
        turn = TurnRow(conversation_id=conversation, idempotency_key=key, started_at=now)
        session.add(turn)
        session.flush()
        _add_message(session, conversation, turn.id, "candidate", Reply(kind="notice", text=said), now)
        return Opened(turn=turn.id)


def close_turn(
    store: Store, conversation: str, turn: int, replies: Sequence[Reply], *, outcome: str, now: datetime
) -> tuple[Message, ...]:
    """Write down the bot's replies and how the turn ended. Raises ConversationGone."""
    with store.note() as session:
        row = session.get(TurnRow, turn)
        if row is None:
            raise ConversationGone
        row.outcome, row.finished_at = outcome, now
        return _add_replies(session, conversation, turn, replies, now)


def erase(store: Store, conversation: str) -> None:
    """Remove the conversation with every turn, message and button of it."""
    with store.begin() as session:
        session.execute(delete(ConversationRow).where(ConversationRow.id == conversation))


def _known_turn(session: Session, conversation: str, key: str | None) -> TurnRow | None:
    if key is None:
        return None
    return session.scalars(
        select(TurnRow).where(TurnRow.conversation_id == conversation, TurnRow.idempotency_key == key)
    ).one_or_none()


def _again(session: Session, turn: TurnRow, said: str) -> Opened | Answered:
    rows = session.scalars(
        select(MessageRow).where(MessageRow.turn_id == turn.id).order_by(MessageRow.number)
    ).all()
    if rows[0].text != said:
        raise KeyReused
    if turn.finished_at is None:
        return Opened(turn=turn.id)
    return Answered(messages=as_messages(session, rows[1:]))


def as_messages(session: Session, rows: Sequence[MessageRow]) -> tuple[Message, ...]:
    """Return `rows`, in order and of one conversation, as values, each with the buttons under it."""
    if not rows:
        return ()
    offered = session.scalars(
        select(ButtonRow)
        .where(
            ButtonRow.conversation_id == rows[0].conversation_id,
            ButtonRow.message_number.between(rows[0].number, rows[-1].number),
            ButtonRow.in_card.is_(False),
        )
        .order_by(ButtonRow.message_number, ButtonRow.position)
    ).all()
    choices: dict[int, list[Choice]] = {row.number: [] for row in rows}
    for button in offered:
        choices[button.message_number].append(Choice(id=button.id, title=button.title))
    return tuple(_as_message(row, choices[row.number]) for row in rows)


def _as_message(row: MessageRow, choices: Sequence[Choice]) -> Message:
    return Message(
        id=row.id,
        author="candidate" if row.author == "candidate" else "bot",
        at=row.at,
        kind=row.kind,  # type: ignore[arg-type]  # only Kind is ever written
        text=row.text,
        choices=tuple(choices),
        source=row.source,
        topic=row.topic,
        card=row.card,
    )


def _add_replies(
    session: Session, conversation: str, turn: int | None, replies: Sequence[Reply], now: datetime
) -> tuple[Message, ...]:
    return tuple(_add_message(session, conversation, turn, "bot", reply, now) for reply in replies)


def _add_message(
    session: Session, conversation: str, turn: int | None, author: Author, said: Reply, now: datetime
) -> Message:
    row = MessageRow(
        id=secrets.token_urlsafe(16),
        conversation_id=conversation,
        turn_id=turn,
        author=author,
        at=now,
        kind=said.kind,
        text=said.text,
        source=said.source,
        topic=said.topic,
        card=said.card,
        intent=said.intent,
        confidence=said.confidence,
    )
    session.add(row)
    session.flush()
    session.add_all(_button_rows(row, said))
    return _as_message(row, [Choice(id=b.id, title=b.title) for b in said.buttons if not b.in_card])


def _button_rows(row: MessageRow, said: Reply) -> list[ButtonRow]:
    return [
        ButtonRow(
            id=button.id,
            conversation_id=row.conversation_id,
            message_number=row.number,
            position=position,
            title=button.title,
            payload=button.payload,
            in_card=button.in_card,
        )
        for position, button in enumerate(said.buttons)
    ]

"""Finds a conversation by its token's hash, what was said in it, and what a button of it means."""

from sqlalchemy import select

from bot.store import Store
from bot.transcripts.messages import Button, Message
from bot.transcripts.recording import as_messages
from bot.transcripts.tables import ButtonRow, ConversationRow, MessageRow


def find_conversation(store: Store, token_hash: str) -> str | None:
    """Return the id of the conversation that this token opens, if there is one."""
    with store.read() as session:
        return session.scalars(
            select(ConversationRow.id).where(ConversationRow.token_hash == token_hash)
        ).one_or_none()


def find_button(store: Store, conversation: str, button: str) -> Button | None:
    """Return a button that was offered in this conversation; one of another conversation is not found."""
    with store.read() as session:
        row = session.get(ButtonRow, button)
        if row is None or row.conversation_id != conversation:
            return None
        return Button(id=row.id, title=row.title, payload=row.payload, in_card=row.in_card)


def all_messages(store: Store, conversation: str) -> tuple[Message, ...]:
    """Return everything said in the conversation, oldest first."""
    with store.read() as session:
        rows = session.scalars(
            select(MessageRow).where(MessageRow.conversation_id == conversation).order_by(MessageRow.number)
        ).all()
        return as_messages(session, rows)

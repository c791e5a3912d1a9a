"""One message of the bot on its way to the chat, before the chat gives it an id and a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["answer", "unknown", "question", "notice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button: what people read, and the command that pressing it gives to the engine."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the bot says: plain text, with the bundle section and topic when it is an answer."""

    kind: Kind
    text: str
    source: str | None = None
    topic: str | None = None
    buttons: tuple[Choice, ...] = ()
    card: Mapping[str, Any] | None = None

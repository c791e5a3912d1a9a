"""What was said, as values: a message that is written down, and one that is about to be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Author = Literal["bot", "candidate"]
Kind = Literal["answer", "unknown", "question", "notice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button as the candidate sees it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message of the transcript; `at` is aware, `card` is the JSON object of the HTTP API."""

    id: str
    author: Author
    at: datetime
    kind: Kind
    text: str
    choices: tuple[Choice, ...] = ()
    source: str | None = None
    topic: str | None = None
    card: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A choice with what the engine is told when it is pressed."""

    id: str
    title: str
    payload: str
    in_card: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A message of the bot that is not written down yet; `intent` and `confidence` are for HR's review."""

    kind: Kind
    text: str
    buttons: tuple[Button, ...] = ()
    source: str | None = None
    topic: str | None = None
    card: dict[str, Any] | None = None
    intent: str | None = None
    confidence: float | None = None

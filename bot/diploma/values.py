"""What goes into and comes out of a diploma check; an outcome is advice, HR decides in the screening."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["listed", "listed_old", "condition", "not_listed", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the candidate said: an answer to `question`, or a statement of a diploma when that is None."""

    question: str | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button of a question: `value` goes back in Turn.said, `title` is what people read."""

    value: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that makes a difference for the list, ready to send."""

    id: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a diploma stands to the list; `line` is verbatim, always there when listed or listed_old."""

    outcome: Outcome
    rule: str
    diploma: str
    line: str | None = None
    question: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDiploma:
    """Nothing in what was said names a diploma: ask for it once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The person of HR to ask in case of doubt."""

    name: str
    email: str
    phone: str

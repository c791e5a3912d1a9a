"""A diploma that someone says to have, as far as it is understood."""

from dataclasses import dataclass, field
from typing import Literal

Doubt = Literal["", "before_listing", "first"]


@dataclass(slots=True, kw_only=True)
class Claim:
    """A diploma someone may have: its facts so far, and whether to ask first if it was understood well."""

    programme: str
    facts: dict[str, str] = field(default_factory=dict)
    doubt: Doubt = ""
    words: str = ""
    also: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    leftover: bool = False
    negated: bool = False
    guessed: bool = False
    person: bool = False
    start: int = 0
    end: int = 0
    clause: int = 0

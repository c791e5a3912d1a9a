"""The tokens of one message as the readers walk over them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.when.dates import Days
from bot.when.tokens import Token
from bot.when.vocabulary import Kind

Found = TypeVar("Found")
Read = tuple[Days, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The tokens of one message and the day it is read on; looking past either end finds nothing."""

    tokens: tuple[Token, ...]
    today: date

    def kind(self, at: int) -> Kind | None:
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else None

    def name(self, at: int) -> str:
        return self.tokens[at].name if 0 <= at < len(self.tokens) else ""

    def text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def number(self, at: int) -> int:
        return self.tokens[at].number if 0 <= at < len(self.tokens) else 0

    def past(self, at: int, *names: str) -> int:
        """Return the first position from `at` on that is none of these keywords or marks."""
        while self.name(at) in names or (self.text(at) and self.text(at) in names):
            at += 1
        return at


def longest(
    line: Line, at: int, readers: Iterable[Callable[[Line, int], tuple[Found, int] | None]]
) -> tuple[Found, int] | None:
    """Return what the reader that gets furthest from `at` reads, and where it ends."""
    found = [read for reader in readers if (read := reader(line, at))]
    return max(found, key=lambda read: read[1]) if found else None

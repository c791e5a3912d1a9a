"""Finds a booking's reference in what a candidate types; pure."""

import re

from bot.booking.bookings import REFERENCE_ALPHABET, REFERENCE_LENGTH
from bot.dialogue.addresses import ADDRESS, written_out

_WORD = re.compile(r"[A-Za-z0-9]+")
_NAMED = re.compile(r"\b(?:ref(?:erentie(?:nummer|code)?)?|code|kenmerk)\b\W*(?:is|was)?\W*", re.IGNORECASE)
_SHORTEST, _LONGEST = 6, 10


def hear_reference(text: str) -> str | None:
    """Return what is given as a reference in `text`, well copied or not; None when nothing looks like one."""
    rest = ADDRESS.sub(" ", written_out(text))
    words: list[str] = _WORD.findall(rest)
    for word in (*words, *_pairs(rest)):
        if _SHORTEST <= len(word) <= _LONGEST and _mixed(word):
            return word
    named = _NAMED.search(rest)
    after = _WORD.findall(rest[named.end() :])[:1] if named else []
    alone: list[str] = words if len(words) == 1 else []
    shouted = [word for word in words if word.isupper()]
    return next((word for word in (*after, *shouted, *alone) if _all_letters(word)), None)


def _pairs(text: str) -> list[str]:
    """Return the references that are written in two halves, "ABCD-2345"."""
    found = [a + b for a, b in re.findall(r"(?<!\w)([A-Za-z0-9]{4})[- .]([A-Za-z0-9]{4})(?!\w)", text)]
    return [pair for pair in found if _all_letters(pair)]


def _mixed(word: str) -> bool:
    digits = sum(char.isdigit() for char in word)
    return 0 < digits < len(word) and not re.fullmatch(r"\d{1,2}[uh:]\d{2}\w*|\d+\w{1,3}", word.lower())


def _all_letters(word: str) -> bool:
    return len(word) == REFERENCE_LENGTH and all(char in REFERENCE_ALPHABET for char in word.upper())

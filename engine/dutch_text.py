"""Writes a typed message plainly before it is weighed: one case, no accents, no drawn-out letters, stems."""

from __future__ import annotations

import re
import unicodedata

_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_APOSTROPHES = re.compile(r"[’‘`´]")
_WORD = re.compile(r"\w+")
# Endings of plurals, verbs and diminutives, longest first; a stem keeps three letters or more.
_ENDINGS = (
    *("heden", "ingen", "eren", "tjes", "jes", "ing", "tje"),
    *("je", "en", "de", "te", "er", "e", "s", "t", "n"),
)
_SHORTEST_STEM = 3
_DOUBLED_VOWEL = re.compile(r"([aeou])\1")


def plain(text: str) -> str:
    """Return `text` in lower case without accents, with "heeel" as "heel" and one kind of apostrophe."""
    unaccented = "".join(
        char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char)
    )
    return _DRAWN_OUT.sub(r"\1\1", _APOSTROPHES.sub("'", unaccented))


def words(text: str) -> list[str]:
    """Return the words of a plain text."""
    return _WORD.findall(text)


def stem(word: str) -> str:
    """Return what "verdien", "verdient" and "verdienen" share; roughly, as both sides are cut alike."""
    endings = (end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST_STEM)
    cut = _DOUBLED_VOWEL.sub(r"\1", word.removesuffix(next(endings, "")))
    if len(cut) > _SHORTEST_STEM and cut[-1] == cut[-2]:
        cut = cut[:-1]
    return cut[:-1] + {"v": "f", "z": "s"}.get(cut[-1], cut[-1])


def stems_and_pairs(text: str) -> list[str]:
    """Return the stems of a plain text, and each two that stand side by side."""
    stems = [stem(word) for word in words(text)]
    return [*stems, *(f"{first} {second}" for first, second in zip(stems, stems[1:]))]

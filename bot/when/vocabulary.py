"""The words of dates and times: reads words.yml and says what a word means, glued or mistyped too."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


class Kind(StrEnum):
    """What sort of word a token is."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    WEEKDAY = "weekday"
    SHAKY_WEEKDAY = "shaky weekday"
    MONTH = "month"
    PART = "part of the day"
    TODAY_PART = "today and a part of it"
    OFFSET = "days from now"
    UNIT = "unit"
    WHICH = "which"
    KEY = "keyword"
    DATE = "date in figures"
    CLOCK = "time in figures"
    DOTTED = "two figures with a dot"
    DASHED = "two figures with a dash"
    MARK = "punctuation"
    FLAG = "any moment, early, late"
    ORDINARY = "ordinary"
    CHANGING = "changes the meaning"
    NOISE = "no date"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one word means: its kind, and the number or the name that goes with it."""

    kind: Kind
    number: int = 0
    name: str = ""


_ORDINARY = Meaning(kind=Kind.ORDINARY)
_TYPO_KINDS = (Kind.WEEKDAY, Kind.MONTH, Kind.PART, Kind.OFFSET, Kind.WHICH, Kind.TODAY_PART)
# Other words are one letter away from these ("zorgen", "mogen", "maar"): no typing mistakes are read there.
_NEVER_MISTYPED = {"morgen", "morgens", "maart", "komend", "deze", "laatste", "noen", "merge", "avond"}


def meanings(word: str) -> tuple[Meaning, ...]:
    """Return what `word` (lower case, no accents) means: two meanings for a glued word, none when unknown."""
    words = _words()
    if word in words:
        return (words[word],)
    return _glued(word, words) or _mistyped(word)


@cache
def phrases() -> Mapping[str, re.Pattern[str]]:
    """Return per name (any, early, late, silent) what the phrases of that name look like."""
    return {
        name: re.compile(rf"(?<!\w)(?:{'|'.join(lines)})(?!\w)") for name, lines in _file()["phrases"].items()
    }


@cache
def appointments() -> frozenset[str]:
    """Return the words for what is booked: "een afspraak voor dinsdag" is one on Tuesday."""
    return frozenset(_file()["appointments"].split())


@cache
def _file() -> dict[str, Any]:
    text = files("bot.when").joinpath("words.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def _words() -> Mapping[str, Meaning]:
    content = _file()
    known: dict[str, Meaning] = {word: _ORDINARY for line in content["ordinary"] for word in line.split()}
    for line in content["changing"]:
        known.update(dict.fromkeys(line.split(), Meaning(kind=Kind.CHANGING)))
    known.update(dict.fromkeys(content["later_today"].split(), Meaning(kind=Kind.OFFSET, number=0)))
    known.update(_numbered(content))
    known.update(_named(content))
    for word in content["shaky_weekdays"].split():
        known[word] = Meaning(kind=Kind.SHAKY_WEEKDAY, number=known[word].number)
    return known


def _numbered(content: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    sections = {
        "weekdays": Kind.WEEKDAY,
        "months": Kind.MONTH,
        "numbers": Kind.NUMBER,
        "ordinals": Kind.ORDINAL,
        "days_from_now": Kind.OFFSET,
    }
    for section, kind in sections.items():
        for number, words in content[section].items():
            yield from ((word, Meaning(kind=kind, number=number)) for word in words.split())


def _named(content: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    sections = {
        "day_parts": Kind.PART,
        "today_parts": Kind.TODAY_PART,
        "units": Kind.UNIT,
        "which": Kind.WHICH,
        "keywords": Kind.KEY,
    }
    for section, kind in sections.items():
        for name, words in content[section].items():
            yield from ((word, Meaning(kind=kind, name=name)) for word in words.split())


def _glued(word: str, words: Mapping[str, Meaning]) -> tuple[Meaning, ...]:
    for cut in range(4, len(word) - 1):
        left, right = words.get(word[:cut]), words.get(word[cut:])
        if left and right and _may_be_glued(left, right):
            if right.kind is Kind.OFFSET:  # "dinsdagmorgen" is a morning
                right = Meaning(kind=Kind.PART, name="morning")
            return (left, right)
    return ()


def _may_be_glued(left: Meaning, right: Meaning) -> bool:
    if left.kind in (Kind.WEEKDAY, Kind.OFFSET):
        morning = right.kind is Kind.OFFSET and right.number == 1
        return right.kind is Kind.PART or morning or right.name == "first_part"
    if left.kind is Kind.KEY or left.name == "quarter":
        return (left.name == "half" and right.kind is Kind.NUMBER) or (
            left.name == "quarter" and right.name in ("before", "after", "over")
        )
    return (left.kind, right.name) in ((Kind.NUMBER, "hour"), (Kind.WHICH, "week"))


def _mistyped(word: str) -> tuple[Meaning, ...]:
    if len(word) < 5:
        return ()
    near = {meaning for known, meaning in _typo_targets() if _one_letter_apart(word, known)}
    return next(iter(near)) if len(near) == 1 else ()


@cache
def _typo_targets() -> tuple[tuple[str, tuple[Meaning, ...]], ...]:
    words = _words()
    single = [
        (word, (meaning,))
        for word, meaning in words.items()
        if meaning.kind in _TYPO_KINDS and len(word) >= 5 and word not in _NEVER_MISTYPED
    ]
    of_days = (Kind.WEEKDAY, Kind.OFFSET)
    days = [word for word, meaning in words.items() if meaning.kind in of_days and len(word) > 5]
    parts = ("voormiddag", "namiddag", "middag", "ochtend", "avond")
    return tuple(single + [(day + part, meanings(day + part)) for day in days for part in parts])


def _one_letter_apart(typed: str, known: str) -> bool:
    """Tell whether one letter is changed, missing, too many, or two neighbours are swapped."""
    if abs(len(typed) - len(known)) > 1:
        return False
    shortest = min(len(typed), len(known))
    same = next((at for at in range(shortest) if typed[at] != known[at]), shortest)
    a, b = typed[same:], known[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])

"""Finds a candidate's name in what is typed; pure, and careful: a question is not a name."""

import re
import unicodedata
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

import yaml

from bot.dialogue.addresses import ADDRESS, written_out

MAX_NAME = 80
MAX_WORDS = 7
_ALIKE = 0.6
_SEPARATORS = re.compile(
    r"[,;\n|]| [-–—] |(?<=[?!])\s+|\b(?:en |met )?(?:mijn |m'n )?e?-?mail(?:adres)?(?: is)?\b\s*:?"
)
_NOT_THIS_BUT = re.compile(r"\bniet\b[^,;]*?\bmaar\b", re.IGNORECASE)
_NOT_THAT = re.compile(r"(?<=\S)\s+(?:(?:en )?niet|ipv|in plaats van)\b.*", re.IGNORECASE)
_FIRST_AND_LAST = re.compile(
    r"voornaam\W+(?:is )?(?P<first>.+?)\W+(?:en )?(?:mijn )?(?:achter|familie)?naam\W+(?:is )?(?P<last>.+)",
    re.IGNORECASE,
)


def hear_name(text: str, *, asked: bool) -> str | None:
    """Return the candidate's name in `text`, as typed.

    `asked` says that the bot has just asked for it: then the whole text may be the name. Otherwise only
    "mijn naam is ...", or a part of its own beside an address that bears it out, counts.
    """
    written = _plain(written_out(text))
    email = ADDRESS.search(written)
    cleaned = _NOT_THIS_BUT.sub("", ADDRESS.sub(",", written))
    spoken_of = asked or "naam" in cleaned.lower()
    if (both := _FIRST_AND_LAST.search(cleaned)) and (whole := _name(" ".join(both.group("first", "last")))):
        return whole
    parts = [_NOT_THAT.sub("", part).strip(" .:-") for part in _SEPARATORS.split(cleaned)]
    introduced = (_introduced(part, spoken_of=spoken_of) for part in parts)
    if found := next((name for name in introduced if name), None):
        return found
    whole_parts = (name for part in parts if (name := _name(part)))
    return next(
        (name for name in whole_parts if spoken_of or (email and _borne_out(name, email.group()))), None
    )


def corrected(name: str, heard: str) -> str:
    """Return `heard`, or `name` with the one word in it that `heard` puts right ("Maes" for "Els Mas")."""
    words = name.split()
    if " " in heard or len(words) < 2:
        return heard
    close = get_close_matches(heard.lower(), [word.lower() for word in words], n=1, cutoff=_ALIKE)
    return " ".join(heard if word.lower() in close else word for word in words) if close else heard


def surely_a_name(name: str) -> bool:
    """Tell whether `name` is written as names are: with capitals, or with a word that only names have."""
    words = name.split()
    capitals = not words[0][0].islower() and not words[-1][0].islower()
    return len(words) > 1 and (capitals or any(word.lower() in _lists()["particles"] for word in words[1:]))


def resembles(name: str, heard: str) -> bool:
    """Tell whether `heard` may be `name` spelt otherwise: they have a word, or nearly a word, in common."""
    words = name.lower().split()
    return any(get_close_matches(word, words, n=1, cutoff=_ALIKE) for word in heard.lower().split())


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(char for char in composed if unicodedata.category(char) not in ("So", "Sk", "Cf"))


def _introduced(part: str, *, spoken_of: bool) -> str | None:
    for opening in _lists()["introductions"]:
        found = re.search(rf"(?<!\w){opening}\s*:?\s+(.+)", part, re.IGNORECASE)
        if found and (name := _longest_name(found.group(1))):
            return name
    for opening in _lists()["introductions_if_asked"] if spoken_of else ():
        found = re.search(rf"^(?:.*\s)?{opening}\s*:?\s+(.+)", part, re.IGNORECASE)
        if found and (name := _name(found.group(1))) and (" " in name or not name.islower()):
            return name
    return None


def _longest_name(text: str) -> str | None:
    words = text.split()
    return next((name for end in range(len(words), 0, -1) if (name := _name(" ".join(words[:end])))), None)


def _name(text: str) -> str | None:
    closings = "|".join(_lists()["closings"])
    part = re.sub(rf"(?:\s+(?:{closings}))+\s*[.!]*$", "", text.strip(" .,:!()-"), flags=re.IGNORECASE)
    return part if _is_name(part) else None


def _is_name(part: str) -> bool:
    words = part.split()
    return (
        1 <= len(words) <= MAX_WORDS
        and len(part) <= MAX_NAME
        and sum(char.isalpha() for char in part) >= 2
        and all(map(_is_name_word, words))
        and not any(word.lower().strip(".") in _never() for word in words)
    )


def _is_name_word(word: str) -> bool:
    letters = [char for char in word if unicodedata.category(char)[0] in "LM"]
    return bool(letters) and all(char in "'’.-·" or char in letters for char in word)


def _borne_out(name: str, email: str) -> bool:
    local = email.partition("@")[0].lower()
    words = name.split()
    capitals = len(words) >= 2 and words[0][0].isupper() and words[-1][0].isupper()
    return capitals or any(len(word) >= 3 and word.lower() in local for word in words)


@cache
def _never() -> frozenset[str]:
    return frozenset(_lists()["never_in_a_name"])


@cache
def _lists() -> dict[str, list[str]]:
    text = files("bot.dialogue").joinpath("people.yml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.safe_load(text)
    return loaded

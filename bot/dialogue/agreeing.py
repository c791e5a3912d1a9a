"""Hears a yes or a no; in doubt neither, for a yes may write a booking and a no may keep one."""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bot.dialogue.utterance import Utterance

_WORD = re.compile(r"[\w']+|[^\w\s.,!?;:()\"-]")


def says_yes(utterance: Utterance) -> bool:
    """Tell whether the turn is a yes and nothing more than that."""
    words = _words_of(utterance.said)
    if words & _lists()["no"]:
        return False
    if words & _lists()["yes"] and words <= _lists()["yes"] | _lists()["beside"]:
        return True
    more = words & _lists()["but"] or "?" in utterance.said
    return utterance.means("affirm", at_least=0.6) and not more


def says_no(utterance: Utterance) -> bool:
    """Tell whether the turn is a no, whatever else it may say."""
    words = _words_of(utterance.said)
    known = _lists()["yes"] | _lists()["no"] | _lists()["beside"]
    return bool(words & _lists()["no"] and words <= known) or utterance.means("deny", "correction")


def has_yes(text: str) -> bool:
    """Tell whether a word of yes is in `text` and no word of no."""
    words = _words_of(text)
    return bool(words & _lists()["yes"]) and not words & (_lists()["no"] | _lists()["but"])


def to_change(text: str) -> str | None:
    """Return what the candidate says must change: "email", "name" or "moment"."""
    if not _words_of(text) & _lists()["changing"]:
        return None
    parts = _read()["parts"]
    return next((part for part, ways in parts.items() if any(way in text.lower() for way in ways)), None)


def _words_of(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    unaccented = "".join(char for char in plain if not unicodedata.combining(char))
    return set(_WORD.findall(unaccented)) - {"\ufe0f"}


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(str, words)) for name, words in _read().items() if isinstance(words, list)}


@cache
def _read() -> dict[str, Any]:
    text = files("bot.dialogue").joinpath("agreeing.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded

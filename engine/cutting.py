"""Cuts a message where a new question may begin; whether one does is for the classifier to say."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_PIECES = 6
SHORT = 3
_SENTENCE_END = re.compile(r"(?<=[?!;])\s*|(?<=[^\W\d]{2}[.:])\s+|\s+(?=\(?[1-9a-c][.)]\s)|\s+[-•]\s+")
_WITHIN = re.compile(
    r"\s*,\s*(?!\d)|\s*[/+&]\s+|\s+[/+&]\s*|(?<=\w{3})/(?=\w{3})"
    r"|\s+(?=(?:en|plus|verder|daarnaast|alsook|tevens)\s)",
    re.IGNORECASE,
)
_BARE = re.compile(r"[^\W\d_]{2}")
_LINK = re.compile(
    r"^(?:\W*\(?[1-9a-c][.)]\s+|\W+|(?:en|of|maar|plus|ook|dan|verder|daarnaast|eerst|nog|alsook|tevens)\b)+\s*",
    re.IGNORECASE,
)
# A question begins with its question word or its verb, in Dutch and as Flemings write it.
_ASKING = re.compile(
    r"(?:(?:in|met|me|op|tot|van|voor|naar|bij|aan|via|onder|uit|vanaf|over|tegen)\s+)?"
    r"(?:wat?|wuk\w*|welke?|wie\w*|waar\w*|woar\w*|wanneer|wnr|waarom|hoe\w*|oe\w*|is|es|zijn|zyn|ben|word(?:t|en)?"
    r"|kan|kank|kanje|kun\w*|mag|magk|mogen|meug\w*|moet\w*|moe|moek|moej\w*|krijg\w*|kryg\w*|heb|hebt|hebben|hedde|heeft"
    r"|zal|zou|zit|zitten|staat|stoat|telt?|tellen|geldt|bestaat|doen|gaat|gaan|komt|werkt?|werken|verdien\w*|bied(?:t|en)"
    r"|betaal\w*|neemt?|nemen|volstaat|duurt|bouw)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """A stretch of a message: whether it has the shape of a question, whether a sentence ends with it."""

    text: str
    asks: bool
    ends: bool

    @property
    def short(self) -> bool:
        return len(bare(self.text).split()) <= SHORT


def pieces(text: str) -> list[Piece]:
    """Return `text` in order, cut at the ends of sentences and, within them, at commas and "en".

    Of a message of many pieces, a story, only the ends of sentences count.
    """
    sentences = _with_words(_SENTENCE_END.split(text)) or [text]
    finer = [_with_words(_WITHIN.split(sentence)) for sentence in sentences]
    if sum(map(len, finer)) > MOST_PIECES:
        finer = [[sentence] for sentence in sentences]
    if len(finer) > MOST_PIECES:
        finer = [[" ".join(sentences[: 1 - MOST_PIECES])], *finer[1 - MOST_PIECES :]]
    marked = "?" in text
    return [
        Piece(piece, _asks(piece, sentence, marked=marked), ends=place == len(sentence) - 1)
        for sentence in finer
        for place, piece in enumerate(sentence)
    ]


def bare(piece: str) -> str:
    """Return `piece` without the number or the "en" that links it to what went before."""
    return _LINK.sub("", piece).strip() or piece


def _asks(piece: str, sentence: list[str], *, marked: bool) -> bool:
    """Who marks a question elsewhere means a sentence without a mark to be told, not asked."""
    if marked and "?" not in sentence[-1]:
        return False
    words = bare(piece).split()
    return (marked and (len(sentence) == 1 or len(words) <= SHORT)) or _ASKING.match(bare(piece)) is not None


def _with_words(split: list[str | None]) -> list[str]:
    """Give what holds no word back to the piece before it."""
    found: list[str] = []
    for piece in split:
        if not piece or not piece.strip():
            continue
        if found and not _BARE.search(piece):
            found[-1] = f"{found[-1]}{piece.strip()}"
        else:
            found.append(piece.strip())
    return found

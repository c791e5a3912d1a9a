"""From what someone types to plain words: case, accents, hyphens, abbreviations and typing mistakes."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Break = Literal["", "soft", "hard"]

_MARKS = {",": "soft", "(": "soft", ")": "soft", ":": "soft", "/": "soft", "|": "soft"}
_PIECES = re.compile(r"[a-z0-9]+|[.,;:!?()\n/|]")
_GLUE = (
    (re.compile(r"\((e|es|in|ster)\)"), r""),
    (re.compile(r"\bi/h\b"), " in het "),
    (re.compile(r"\b([vd])/(d|h)\b"), " van de "),
    (re.compile(r"[‘’'`´]"), ""),
    (re.compile(r"&"), " en "),
    (re.compile(r"\+"), " plus "),
    (re.compile(r"\s[-–—]+\s"), " , "),
    (re.compile(r"[“”\"]"), " "),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A plain word, or a break between words; `guess` means the spelling was mended by guessing."""

    text: str
    typed: str
    break_: Break = ""
    guess: bool = False


def words_of(text: str, spelling: Mapping[str, str]) -> list[Word]:
    """Return the plain words of `text`, with `spelling` (typed word -> words) applied, and its breaks."""
    pieces = _PIECES.findall(_flatten(text))
    found: list[Word] = []
    for at, piece in enumerate(pieces):
        if piece.isalnum():
            found.extend(Word(text=w, typed=piece) for w in spelling.get(piece, piece).split())
        elif not (piece == "." and at and _abbreviated(pieces[at - 1], spelling)):
            found.append(_break(piece))
    return found


def _flatten(text: str) -> str:
    lowered = text.lower().replace("œ", "oe").replace("ß", "ss").replace("ĳ", "ij")
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    for pattern, instead in _GLUE:
        plain = pattern.sub(instead, plain)
    return plain


def _break(piece: str) -> Word:
    return Word(text="", typed=piece, break_="soft" if piece in _MARKS else "hard")


def _abbreviated(piece: str, spelling: Mapping[str, str]) -> bool:
    meant = spelling.get(piece, "")
    return len(piece) == 1 or (bool(meant) and meant != piece and meant.startswith(piece[:-1]))


def key_of(words: Iterable[Word]) -> str:
    """Return the words without spaces, the form in which phrases are compared."""
    return "".join(word.text for word in words)


class Mender:
    """Finds the known word that a mistyped one is closest to: one slip, or two in a long word."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._meaning = known
        self._by_length: dict[int, list[tuple[int, str]]] = {}
        for word in sorted(known):
            self._by_length.setdefault(len(word), []).append((_letters(word), word))

    def mend(self, word: Word) -> Word | None:
        """Return the word meant, marked as a guess, or None when nothing is close."""
        limit = _slips(word.text)
        near = [(distance(word.text, c, limit), c) for c in self._alike(word.text)]
        ranked = sorted((d, c) for d, c in near if d <= min(limit, _slips(c)))
        if not ranked:
            return None
        return replace(word, text=self._meaning[ranked[0][1]], guess=True)

    def _alike(self, text: str) -> list[str]:
        """The words with nearly the same letters: no others can be close, and this is quick to tell."""
        limit, letters = _slips(text), _letters(text)
        lengths = range(len(text) - limit, len(text) + limit + 1)
        words = (pair for length in lengths for pair in self._by_length.get(length, ()))
        return [word for mask, word in words if (mask ^ letters).bit_count() <= 2 * limit] if limit else []


def _letters(word: str) -> int:
    """Which letters and digits a word has, a bit each."""
    mask = 0
    for char in word:
        mask |= 1 << (ord(char) & 63)
    return mask


def _slips(word: str) -> int:
    if len(word) < 3:
        return 0
    return 1 if len(word) < 8 else 2


def distance(one: str, other: str, most: int) -> int:
    """Return the number of letters added, left out, changed or swapped, `most` + 1 if it is more."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        if min(row) > most and min(rows[-1]) > most:
            return most + 1
        rows.append(row)
    return rows[-1][-1]

"""Repairs a word that the training data does not know by one that it knows well, one slip away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from engine.dutch_text import words

SEEN_OFTEN = 4
SHORTEST = 5


class Speller:
    """The words of the training data, and what the Flemish words mean that are not among them."""

    def __init__(self, texts: Iterable[str], synonyms: Mapping[str, str]) -> None:
        counted = Counter(word for text in texts for word in words(text))
        self._synonyms = dict(synonyms)
        self._known = frozenset(counted) | frozenset(synonyms)
        self._common = {word for word, count in counted.items() if count >= SEEN_OFTEN and len(word) >= 3}
        self._by_slip: dict[str, str] = {}
        for word, _ in sorted(counted.items(), key=lambda item: item[1]):
            if word in self._common and len(word) >= SHORTEST - 1:
                self._by_slip.update(dict.fromkeys(_one_letter_less(word), word))

    def repaired(self, text: str) -> str:
        """Return the plain text with every word as the training data writes it."""
        return " ".join(self._synonyms.get(word, word) for word in map(self._known_form, words(text)))

    def _known_form(self, word: str) -> str:
        if word in self._known or len(word) < SHORTEST or not word.isalpha():
            return word
        slips = (self._by_slip[less] for less in (word, *_one_letter_less(word)) if less in self._by_slip)
        return next(slips, None) or self._parted(word) or word

    def _parted(self, word: str) -> str | None:
        """Return "hoeveel verdien" for "hoeveelverdien"."""
        cuts = (index for index in range(3, len(word) - 2))
        pairs = ((word[:index], word[index:]) for index in cuts)
        return next((f"{a} {b}" for a, b in pairs if a in self._common and b in self._common), None)


def _one_letter_less(word: str) -> set[str]:
    return {word[:index] + word[index + 1 :] for index in range(len(word))}

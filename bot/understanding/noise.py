"""What hurried thumbs do to a sentence: lost accents, swapped letters, missing spaces, capitals."""

import random
import unicodedata
from collections.abc import Callable

SHORTEST_SWAPPED = 5


def noisy(text: str, seed: int) -> str:
    """Return `text` without accents and with one slip; the same for the same seed."""
    chance = random.Random(f"{seed} {text}")  # noqa: S311  (no secret)
    return chance.choice(_SLIPS)(_without_accents(text), chance)


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _swapped_letters(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= SHORTEST_SWAPPED]
    if not long:
        return text
    place = chance.choice(long)
    word = words[place]
    at = chance.randrange(1, len(word) - 2)
    words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def _missing_space(text: str, chance: random.Random) -> str:
    spaces = [place for place, char in enumerate(text) if char == " "]
    if not spaces:
        return text
    at = chance.choice(spaces)
    return text[:at] + text[at + 1 :]


def _capitals(text: str, _chance: random.Random) -> str:
    return text.upper()


_SLIPS: tuple[Callable[[str, random.Random], str], ...] = (_swapped_letters, _missing_space, _capitals)

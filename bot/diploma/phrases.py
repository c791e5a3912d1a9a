"""Finds the known phrases in what someone typed, the longest first; the rest stays an unknown word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.diploma.spelling import Mender, Word, key_of, words_of

_LONGEST = 14
_TELLING = 6
_GLUED = 8


@dataclass(slots=True, kw_only=True)
class Phrase:
    """What a known phrase means: a programme, a fact, and the roles it can play in a sentence (tags)."""

    programme: str | None = None
    vague: bool = False
    person: bool = False
    fact: tuple[str, str] | None = None
    tags: set[str] = field(default_factory=set)
    spelled: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A piece of what was said, with its meaning; a word nobody knows has an empty one."""

    text: str
    start: int
    phrase: Phrase
    break_: str = ""
    guess: bool = False
    length: int = 1
    leftover: bool = False  # an unknown word that does occur inside known phrases

    def has(self, *tags: str) -> bool:
        """Say whether the piece plays one of these roles."""
        return not self.phrase.tags.isdisjoint(tags)

    @property
    def unknown(self) -> bool:
        """Nobody knows this word: no programme, no fact, no role."""
        phrase = self.phrase
        known = self.break_ or phrase.programme or phrase.fact or phrase.tags
        return not known and not self.text.isdigit()

    def value(self, fact: str) -> str | None:
        """Return the value this piece gives to `fact`."""
        found = self.phrase.fact
        return found[1] if found and found[0] == fact else None


class PhraseTaken(Exception):
    """The same phrase would mean two different things."""

    def __init__(self, phrase: str, *, one: str, other: str) -> None:
        super().__init__(f"'{phrase}' stands for both {one} and {other}")


class PhraseBook:
    """All phrases of a catalogue, by their letters without spaces."""

    def __init__(self, spelling: Mapping[str, str]) -> None:
        self._spelling = dict(spelling)
        self._phrases: dict[str, Phrase] = {}
        self._whole: set[str] = set()
        self._words: set[str] = set()
        self._mendable: dict[str, str] = {}
        self._mender: Mender | None = None

    def add_programme(self, programme: str, says: Iterable[str], *, vague: bool, person: bool) -> None:
        """Add names of a programme. Raises PhraseTaken when one already names another."""
        for name in says:
            phrase = self._phrase(name, mendable=not vague)
            if phrase.programme and (phrase.programme, phrase.vague) != (programme, vague):
                raise PhraseTaken(name, one=phrase.programme, other=programme)
            if not person or not phrase.programme:
                phrase.programme, phrase.vague = programme, vague
            phrase.person = phrase.person or person

    def add_fact(self, fact: str, value: str, says: Iterable[str], *, mendable: bool) -> None:
        """Add words that give `fact` a value. Raises PhraseTaken when they already give another."""
        for name in says:
            phrase = self._phrase(name, mendable=mendable)
            if phrase.fact and phrase.fact != (fact, value):
                raise PhraseTaken(name, one=".".join(phrase.fact), other=f"{fact}.{value}")
            phrase.fact = (fact, value)

    def add_tag(self, tag: str, says: Iterable[str], *, mendable: bool = False) -> None:
        """Add words that play a role in a sentence, whatever else they mean."""
        for name in says:
            self._phrase(name, mendable=mendable).tags.add(tag)

    def close(self) -> None:
        """Build the index of typing mistakes; nothing is added after this."""
        for typed, meant in self._spelling.items():
            if meant in self._mendable and len(typed) > 3:
                self._mendable.setdefault(typed, meant)
        self._mender = Mender(self._mendable)

    def scan(self, text: str) -> list[Item]:
        """Return the pieces of `text` in order."""
        words = words_of(text, self._spelling)
        mended = [self._known_or_mended(word) for word in words]
        items: list[Item] = []
        at = 0
        while at < len(words):
            found = self._longest(words, at)
            closer = self._longest(mended, at)
            items.append(closer if closer.length > found.length or found.unknown else found)
            at += items[-1].length
        return items

    def keep(self, text: str) -> str:
        """Return the letters of `text`, the form in which whole answers are compared."""
        return key_of(words_of(text, self._spelling))

    def _phrase(self, name: str, *, mendable: bool) -> Phrase:
        words = [word for word in words_of(name, self._spelling) if word.text]
        key = key_of(words)
        self._words.update(word.text for word in words)
        if mendable:
            self._mendable.update({word.text: word.text for word in words if len(word.text) > 3})
            self._mendable.update({key: key} if len(key) > 7 else {})
        phrase = self._phrases.setdefault(key, Phrase())
        phrase.spelled.update(word.text for word in words)
        return phrase

    def _known_or_mended(self, word: Word) -> Word:
        if not word.text or word.text in self._words or word.text in self._phrases or word.text.isdigit():
            return word
        mended = self._mender.mend(word) if self._mender else None
        return mended or word

    def _longest(self, words: Sequence[Word], at: int) -> Item:
        first = words[at]
        if first.break_:
            return Item(text="", start=at, phrase=Phrase(), break_=first.break_)
        end = at
        while end < min(len(words), at + _LONGEST) and not words[end].break_:
            end += 1
        for stop in range(end, at, -1):
            phrase = self._phrases.get(key_of(words[at:stop]))
            if phrase and all(self._may_join(word, phrase) for word in words[at + 1 : stop]):
                return _item(words[at:stop], at, phrase)
        return Item(text=first.typed, start=at, phrase=Phrase(), leftover=self._resembles(first.text))

    def _resembles(self, text: str) -> bool:
        """A piece of a known phrase, or a known word glued to something else."""
        glued = len(text) >= _GLUED and any(word in text for word in self._mendable if len(word) >= _TELLING)
        return glued or text in self._words

    def _may_join(self, word: Word, phrase: Phrase) -> bool:
        """ "sociaal werk en ..." is not "sociaal werken": a word that parts clauses is never glued."""
        own = self._phrases.get(word.text)
        parting = own is not None and not own.tags.isdisjoint(("joins", "contrasts", "negation"))
        return not parting or word.text in phrase.spelled


def _item(words: Sequence[Word], at: int, phrase: Phrase) -> Item:
    typed = " ".join(dict.fromkeys(word.typed for word in words))
    guess = any(word.guess for word in words)
    return Item(text=typed, start=at, phrase=phrase, guess=guess, length=len(words))

"""Cuts a message into clauses and answers about each: its programmes, levels, negations and facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.diploma.phrases import Item
from bot.diploma.sources import YearSplit

Opening = Literal["start", "soft", "hard", "join", "either", "contrast"]
_NEAR = 4
_SHORT = 12
_GLUED = 10


class _Placed(Protocol):
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The pieces between two breaks, and what kind of break came before them."""

    number: int
    opening: Opening
    items: tuple[Item, ...]

    def programmes(self) -> list[Item]:
        """Return the fields of study named here, without the jobs ("ik werk als ...")."""
        return [item for item in self.items if item.phrase.programme and not self._is_job(item)]

    def levels(self, begin: int, until: int | None) -> list[Item]:
        """Return the levels from word `begin` up to word `until` that are not denied."""
        return [
            item
            for item in self.items
            if item.value("niveau")
            and begin <= item.start
            and (until is None or item.start < until)
            and not self.negates(item.start)
        ]

    def negates(self, start: int) -> bool:
        """Say whether a negation stands right before word `start`."""
        for item in reversed([item for item in self.items if item.start < start]):
            if item.has("negation"):
                return not item.guess
            if item.phrase.programme or item.unknown:
                return False
        return False

    def doubtful(self, own: int, item: Item) -> bool:
        """Say whether there is a negation that may or may not be about `item` (its level at word `own`)."""
        return any(
            denial.has("negation") and (denial.guess or self._target(denial) in (None, own, item.start))
            for denial in self.items
        ) and not self.negates(own)

    def _target(self, denial: Item) -> int | None:
        for item in self.items:
            if item.start > denial.start and (item.phrase.programme or item.value("niveau")):
                return item.start
        return None

    def strange_around(self, own: int, item: Item) -> list[Item]:
        """Return the unknown words that may belong to the name: inside it, or right before or after it."""
        at = self.items.index(item)
        inside = [i for i in self.items if own < i.start < item.start]
        first = next(i for i, piece in enumerate(self.items) if piece.start >= own)
        beside = [self.items[i] for i in (first - 1, at + 1) if 0 <= i < len(self.items)]
        around = [*inside, *beside]
        return [piece for piece in around if piece.unknown or (piece.guess and not piece.phrase.programme)]

    def lone_level(self) -> str | None:
        """Return the level of a clause that names no field of study, when it is one level."""
        values = {item.value("niveau") for item in self.levels(0, None)}
        return next(iter(values)) if len(values) == 1 and not self.programmes() else None

    def ends_in_level(self) -> bool:
        """Say whether the last word that means something is a level ("een bachelor" en ...)."""
        return bool(self.items) and self.items[-1].value("niveau") is not None

    def facts(self, years: YearSplit) -> list[tuple[str, str, bool]]:
        """Return (fact, value, guessed) for what is said here beside levels and fields."""
        said = [(*item.phrase.fact, item.guess) for item in self.items if item.phrase.fact]
        numbers = [] if self.experienced else [int(item.text) for item in self.items if item.text.isdigit()]
        dated = [
            ("jaar", years.before if year < years.split else years.after, False)
            for year in numbers
            if 1950 <= year <= 2035
        ]
        return [fact for fact in [*said, *dated] if fact[0] != "niveau"]

    def says(self, fact: str, value: str) -> bool:
        """Say whether this value of a fact is said here."""
        return any(item.value(fact) == value for item in self.items)

    @property
    def hesitates(self) -> bool:
        """Someone is not sure of what is said here ("ik denk", "misschien")."""
        unsure = any(item.has("unsure") and not item.has("harmless") for item in self.items)
        return unsure or any(item.has("likeness") for item in self.items)

    @property
    def denies_all(self) -> bool:
        """Someone says here that there is no diploma at all."""
        return any(item.value("diploma") == "geen" and self._target(item) is None for item in self.items)

    @property
    def about_others(self) -> bool:
        """This clause is about somebody else's diploma."""
        return any(item.has("others") for item in self.items)

    @property
    def experienced(self) -> bool:
        """This clause is about work or interest, not about a diploma."""
        return any(item.has("experience_marks") for item in self.items) and not self.says("status", "behaald")

    def worked_in(self, placed: _Placed) -> bool:
        """Say whether a name stands for work or interest: "ervaring in het sociaal werk"."""
        marks = [item.start for item in self.items if item.has("experience_marks")]
        return self.experienced and any(mark < placed.start or mark == placed.end for mark in marks)

    def unknown_name(self, endings: Sequence[str]) -> str:
        """Return the words that look like the name of a field of study nobody listed, or an empty text."""
        strange = [item for item in self.items if item.unknown and len(item.text) > 2]
        for item in strange:
            if item.text.endswith(tuple(endings)) and len(item.text) > 6:
                return item.text
        for level in self.levels(0, None):
            name = self._unknown_after(level)
            if name:
                return name
        studied = any(item.has("study_marks") for item in self.items)
        studied = studied and not any(item.has("negation") for item in self.items)
        short = len(self.items) <= _SHORT and len(strange) <= 2
        return " ".join(item.text for item in strange) if studied and short else ""

    def names_unknown(self) -> bool:
        """Say whether a level stands here with a name of its own that nobody knows."""
        return any(self._unknown_after(level) for level in self.levels(0, None))

    def garbled(self) -> str:
        """Return a word nobody knows with a known one inside it, as when a space was forgotten."""
        glued = [
            item.text for item in self.items if item.unknown and item.leftover and len(item.text) >= _GLUED
        ]
        return next(iter(glued), "")

    def _unknown_after(self, level: Item) -> str:
        name: list[str] = []
        for item in self.items[self.items.index(level) + 1 :]:
            if item.unknown and not item.text.isdigit():
                name.append(item.text)
            elif name or not item.has("links"):
                break
        return " ".join(name)

    def _is_job(self, item: Item) -> bool:
        at = self.items.index(item)
        if not item.phrase.person:
            return False
        marked = any(piece.has("job_endings") for piece in self.items[at + 1 : at + 2])
        for piece in reversed(self.items[:at]):
            if piece.has("study_marks") or piece.value("status"):
                return False
            marked = marked or (piece.has("job_marks") and item.start - piece.start <= _NEAR)
        return marked


def split(items: Sequence[Item]) -> list[Clause]:
    """Return the clauses of a message; "en", "maar" and punctuation part them, unless they link two names."""
    clauses: list[Clause] = []
    opening: Opening = "start"
    current: list[Item] = []
    for item in items:
        kind = _boundary(item)
        if kind is None:
            current.append(item)
            continue
        if current:
            clauses.append(Clause(number=len(clauses), opening=opening, items=tuple(current)))
            opening, current = kind, []
        opening = _stronger(opening, kind)
    if current:
        clauses.append(Clause(number=len(clauses), opening=opening, items=tuple(current)))
    return clauses


def _boundary(item: Item) -> Opening | None:
    if item.break_:
        return "hard" if item.break_ == "hard" else "soft"
    if item.phrase.programme or item.phrase.fact or item.has("links"):
        return None
    if item.has("contrasts"):
        return "contrast"
    if item.has("alternatives"):
        return "either"
    return "join" if item.has("joins") else None


def _stronger(one: Opening, other: Opening) -> Opening:
    ranks: list[Opening] = ["start", "soft", "contrast", "join", "either", "hard"]
    return max(one, other, key=ranks.index)


def linked(items: Sequence[Item], one: _Placed, other: _Placed) -> bool:
    """Say whether only linking words stand between two names: "verpleegkunde, afstudeerrichting ..."."""
    first, second = (one, other) if one.start < other.start else (other, one)
    between = [item for item in items if first.end <= item.start < second.start]
    return all(
        item.break_ == "soft" or item.has("links") or item.value("niveau") or item.value("herkomst")
        for item in between
    )


def oriented(items: Sequence[Item], one: _Placed, other: _Placed) -> bool:
    """Say whether `other` is an orientation within `one`: "..., keuzetraject ..."."""
    between = [item for item in items if one.end <= item.start < other.start]
    return linked(items, one, other) and any(item.has("orientations") for item in between)

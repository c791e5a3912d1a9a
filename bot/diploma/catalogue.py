"""Loads a vacancy's diplomas.yml with our words.yml into one checked catalogue; every mistake is named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.diploma.phrases import PhraseBook, PhraseTaken
from bot.diploma.sources import AskedQuestion, DiplomaFile, Facts, Programme, Rule, WordsFile
from bot.vacancy.reading import VacancyInvalid, read_model

UNKNOWN, LEVEL_ONLY, NONE = "unknown_name", "level_only", "no_diploma"
_WORDS = Path(__file__).with_name("words.yml")
_MENDABLE = ("niveau", "status")
_ROLES = (
    "joins",
    "alternatives",
    "contrasts",
    "links",
    "orientations",
    "likeness",
    "job_marks",
    "job_endings",
    "study_marks",
    "experience_marks",
    "others",
    "speaker",
    "anyone",
    "open_questions",
    "harmless",
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Catalogue:
    """All that a check needs: the list, the fields of study and their rules, the questions, the phrases."""

    current: Mapping[str, str]
    old: Mapping[str, str]
    programmes: Mapping[str, Programme]
    near_misses: frozenset[str]
    first: tuple[Rule, ...]
    special: Mapping[str, tuple[Rule, ...]]
    questions: Mapping[str, AskedQuestion]
    levels: Mapping[str, str]
    words: WordsFile
    book: PhraseBook

    @property
    def has_list(self) -> bool:
        """Say whether the vacancy has a list of diplomas at all; without one there is nothing to check."""
        return bool(self.current or self.old)

    def line(self, rule: Rule) -> str | None:
        """Return the list line this rule quotes, verbatim."""
        return None if rule.line is None else (self.current.get(rule.line) or self.old[rule.line])

    def rules_of(self, programme: str) -> tuple[Rule, ...]:
        """Return the rows of a field of study, or of unknown_name, level_only, no_diploma."""
        return (
            self.special[programme] if programme in self.special else tuple(self.programmes[programme].rules)
        )


def load_catalogue(file: Path) -> Catalogue:
    """Return the catalogue in `file` (diplomas.yml). Raises VacancyInvalid naming file, key and reason."""
    source = read_model(file, DiplomaFile)
    words = _words()
    near = [Programme(**_as_programme(near.model_dump())) for near in source.near_misses]
    programmes = [*source.programmes, *near]
    if source.current or source.old:
        _check_filled(file, source)
    _check(file, source, programmes)
    return Catalogue(
        current={line.id: line.line for line in source.current},
        old={line.id: line.line for line in source.old},
        programmes={programme.id: programme for programme in programmes},
        near_misses=frozenset(programme.id for programme in near),
        first=tuple(source.rules.first),
        special={
            UNKNOWN: tuple(source.rules.unknown_name),
            LEVEL_ONLY: tuple(source.rules.level_only),
            NONE: tuple(source.rules.no_diploma),
        },
        questions={**source.questions, **words.questions},
        levels={key: value.name for key, value in words.facts["niveau"].items()},
        words=words,
        book=_phrase_book(file, source, programmes, words),
    )


@cache
def _words() -> WordsFile:
    return read_model(_WORDS, WordsFile)


def _as_programme(near: dict[str, object]) -> dict[str, object]:
    why = near.pop("why")
    return {**near, "rules": [{"id": "niet_in_lijst", "outcome": "not_listed", "why": why}]}


def _phrase_book(
    file: Path, source: DiplomaFile, programmes: list[Programme], words: WordsFile
) -> PhraseBook:
    book = PhraseBook({**words.spelling, **source.spelling})
    for programme in programmes:
        try:
            book.add_programme(programme.id, programme.says, vague=False, person=False)
            book.add_programme(programme.id, programme.perhaps, vague=True, person=False)
            book.add_programme(programme.id, programme.person, vague=False, person=True)
        except PhraseTaken as taken:
            raise VacancyInvalid(file=file, key=f"programmes.{programme.id}", reason=str(taken)) from taken
    try:
        _add_facts(book, words.facts)
        _add_facts(book, source.facts)
    except PhraseTaken as taken:
        raise VacancyInvalid(file=file, key="facts", reason=str(taken)) from taken
    _add_tags(book, words)
    book.close()
    return book


def _add_facts(book: PhraseBook, facts: Facts) -> None:
    for fact, values in facts.items():
        for value, said in values.items():
            book.add_fact(fact, value, said.says, mendable=fact in _MENDABLE)


def _add_tags(book: PhraseBook, words: WordsFile) -> None:
    book.add_tag("negation", words.negations, mendable=True)
    book.add_tag("negation", words.facts["diploma"]["geen"].says)
    for tag in _ROLES:
        book.add_tag(tag, getattr(words, tag))
    for tag in ("affirm", "deny", "unsure", "filler", "question_starts"):
        book.add_tag(tag, getattr(words.answers, tag))
    book.add_tag("negation", [said for said in words.answers.deny if _denies(said, words)])
    book.add_tag("maybe_level", words.maybe_level)


def _denies(said: str, words: WordsFile) -> bool:
    """ "heb ik niet" denies, "nee" only answers, and "nog niet" says that it is still to come."""
    coming = {phrase for value in words.facts["status"].values() for phrase in value.says}
    return said not in coming and not set(words.negations).isdisjoint(said.split())


def _check_filled(file: Path, source: DiplomaFile) -> None:
    """A vacancy with a list also says how its diplomas are called and what is decided on them."""
    for key, filled in (
        ("current", source.current),
        ("programmes", source.programmes),
        *((f"rules.{name}", getattr(source.rules, name)) for name in (UNKNOWN, LEVEL_ONLY, NONE)),
    ):
        if not filled:
            raise VacancyInvalid(file=file, key=key, reason="a vacancy with a list of diplomas needs this")


def _check(file: Path, source: DiplomaFile, programmes: list[Programme]) -> None:
    ids = [programme.id for programme in programmes]
    lines = [line.id for line in [*source.current, *source.old]]
    for key, names in (("programmes", ids), ("current/old", lines)):
        doubled = {name for name in names if names.count(name) > 1}
        if doubled:
            raise VacancyInvalid(file=file, key=key, reason=f"the id {min(doubled)!r} stands twice")
    for key, rule in _all_rules(source, programmes):
        _check_reference(file, f"{key}.line", rule.line, lines)
        _check_reference(file, f"{key}.ask", rule.ask, source.questions)
        _check_reference(file, f"{key}.as", rule.go_on_as, ids)
    for programme in programmes:
        for absorbed in programme.absorbs:
            _check_reference(file, f"programmes.{programme.id}.absorbs", absorbed, ids)
        if programme.rules[-1].when or programme.rules[-1].ask:
            reason = "the last rule must decide without 'if' and without 'ask'"
            raise VacancyInvalid(file=file, key=f"programmes.{programme.id}.rules", reason=reason)


def _all_rules(source: DiplomaFile, programmes: list[Programme]) -> Iterator[tuple[str, Rule]]:
    for programme in programmes:
        yield from ((f"programmes.{programme.id}.rules.{rule.id}", rule) for rule in programme.rules)
    for name in ("first", UNKNOWN, LEVEL_ONLY, NONE):
        yield from ((f"rules.{name}.{rule.id}", rule) for rule in getattr(source.rules, name))


def _check_reference(file: Path, key: str, name: str | None, known: object) -> None:
    if name is not None and name not in known:  # type: ignore[operator]
        raise VacancyInvalid(file=file, key=key, reason=f"{name!r} does not exist")

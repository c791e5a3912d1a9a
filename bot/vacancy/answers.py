"""The answers of a vacancy, one file a theme: templates over the facts, all rendered and checked at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, ConfigDict, Field

from bot.vacancy.facts import Facts
from bot.vacancy.facts_in_text import Backing, backing_of, stray_literals, unbacked_claims
from bot.vacancy.reading import VacancyInvalid, read_model
from bot.vacancy.values import Key, Text
from bot.wording.templates import TemplateInvalid, render

Title = Annotated[str, Field(min_length=2, max_length=30)]
# What a filter raises when it gets a fact of another kind, e.g. long_date of an amount.
_FILTER_ERRORS = (TypeError, ValueError, AttributeError, ArithmeticError, AssertionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the bot says on one topic, with the section of the info bundle it rests on.

    After `until` (a day in Brussels) `afterwards` holds instead of `text`.
    """

    topic: str
    title: str
    text: str
    simple: str | None
    source: str
    related: tuple[str, ...]
    until: date | None = None
    afterwards: str | None = None

    def on(self, day: date) -> "Answer":
        """Return the answer as it holds on `day`, a day in Brussels."""
        if self.until is None or self.afterwards is None or day <= self.until:
            return self
        return replace(self, text=self.afterwards, simple=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A group of topics as the menu shows it."""

    id: str
    title: str
    topics: tuple[str, ...]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Title
    source: Text
    text: Text
    simple: Text | None = None
    related: tuple[Key, ...] = ()
    until: Text | None = None
    afterwards: Text | None = None


class _ThemeFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Title
    topics: Annotated[dict[Key, _Entry], Field(min_length=1)]


def read_answers(folder: Path, facts: Facts) -> tuple[tuple[Theme, ...], dict[str, Answer]]:
    """Return the themes in menu order and every answer by topic. Raises VacancyInvalid."""
    inside = folder / "answers"
    _refuse_unlisted(inside, facts)
    known = _Known(sections=facts.vacancy.sections, shown=_for_templates(facts), backing=backing_of(facts))
    themes: list[Theme] = []
    answers: dict[str, Answer] = {}
    origin: dict[str, Path] = {}
    for name in facts.vacancy.themes:
        file = inside / f"{name}.yml"
        read = read_model(file, _ThemeFile)
        themes.append(Theme(id=name, title=read.title, topics=tuple(read.topics)))
        for topic, entry in read.topics.items():
            if topic in answers:
                reason = f"also stands in {origin[topic].name}"
                raise VacancyInvalid(file=file, key=f"topics.{topic}", reason=reason)
            answers[topic] = _Checked(file, topic, known).answer(entry)
            origin[topic] = file
    _refuse_unknown_related(answers, origin)
    return tuple(themes), answers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    sections: tuple[str, ...]
    shown: Mapping[str, Any]
    backing: Backing


class _Checked:
    """Renders one entry's templates; whatever is wrong is named by file and key."""

    def __init__(self, file: Path, topic: str, known: _Known) -> None:
        self._file = file
        self._topic = topic
        self._known = known

    def answer(self, entry: _Entry) -> Answer:
        if entry.source not in self._known.sections:
            self._refuse("source", f"'{entry.source}' is not among the sections of facts/vacancy.yml")
        if (entry.until is None) != (entry.afterwards is None):
            self._refuse("until", "until and afterwards go together")
        return Answer(
            topic=self._topic,
            title=entry.title,
            text=self._text("text", entry.text),
            simple=self._text("simple", entry.simple) if entry.simple else None,
            source=entry.source,
            related=entry.related,
            until=self._day("until", entry.until) if entry.until else None,
            afterwards=self._text("afterwards", entry.afterwards) if entry.afterwards else None,
        )

    def _text(self, key: str, template: str) -> str:
        strays = stray_literals(template)
        if strays:
            self._refuse(key, f"'{strays[0]}' stands in the text itself: take it from the facts")
        text = self._rendered(key, template)
        unbacked = unbacked_claims(text, self._known.backing)
        if unbacked:
            self._refuse(key, f"says '{unbacked[0]}', which no fact gives")
        if not text:
            self._refuse(key, "is empty")
        return text

    def _day(self, key: str, template: str) -> date:
        try:
            return date.fromisoformat(self._rendered(key, template))
        except ValueError as error:
            self._refuse(key, f"is not a day: {error}")

    def _rendered(self, key: str, template: str) -> str:
        try:
            return render(template, self._known.shown)
        except (TemplateInvalid, *_FILTER_ERRORS) as error:
            self._refuse(key, str(error))

    def _refuse(self, key: str, reason: str) -> NoReturn:
        raise VacancyInvalid(file=self._file, key=f"topics.{self._topic}.{key}", reason=reason)


def _for_templates(facts: Any) -> Any:
    """Turn models into plain names; a fact that is not there is left out, so that asking for it fails."""
    if isinstance(facts, Facts):
        return {name: _for_templates(value) for name, value in facts if value is not None}
    if isinstance(facts, BaseModel):
        return SimpleNamespace(**{name: _for_templates(value) for name, value in facts if value is not None})
    if isinstance(facts, dict):
        return {name: _for_templates(value) for name, value in facts.items()}
    return tuple(_for_templates(value) for value in facts) if isinstance(facts, tuple) else facts


def _refuse_unlisted(inside: Path, facts: Facts) -> None:
    for file in sorted(inside.glob("*")):
        if file.suffix != ".yml" or file.stem not in facts.vacancy.themes:
            raise VacancyInvalid(file=file, key="", reason="is not among the themes of facts/vacancy.yml")


def _refuse_unknown_related(answers: Mapping[str, Answer], origin: Mapping[str, Path]) -> None:
    for topic, answer in answers.items():
        for related in answer.related:
            if related not in answers or related == topic:
                key = f"topics.{topic}.related"
                raise VacancyInvalid(file=origin[topic], key=key, reason=f"'{related}' is not another topic")

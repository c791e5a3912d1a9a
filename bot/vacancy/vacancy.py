"""A vacancy: its facts, its answers and its menu, read once from its folder. What HR edits, no code knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from bot.vacancy.answers import Answer, Theme, read_answers
from bot.vacancy.facts import Contact, Facts, read_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """Everything the bot may say about one vacancy."""

    id: str
    facts: Facts
    themes: tuple[Theme, ...]
    answers: Mapping[str, Answer]

    @property
    def title(self) -> str:
        """The job's name, with its level where it has one: "Tuinier (C1-C3)"."""
        announced = self.facts.vacancy
        return f"{announced.title} ({announced.level})" if announced.level else announced.title

    @property
    def contact(self) -> Contact:
        """Whom a candidate asks what the bot does not know."""
        return self.facts.contact

    @property
    def apply_by(self) -> date:
        """The last day to apply, in Brussels."""
        return self.facts.vacancy.apply_by

    def answer(self, topic: str, *, on: date | None = None) -> Answer | None:
        """Return what the info bundle says on `topic`, None where it is silent.

        With `on`, the day in Brussels, an answer whose days are over says so.
        """
        found = self.answers.get(topic)
        return found if found is None or on is None else found.on(on)

    def topics(self, theme_id: str) -> tuple[Answer, ...]:
        """Return a theme's answers in menu order, none for an unknown theme."""
        listed = next((theme.topics for theme in self.themes if theme.id == theme_id), ())
        return tuple(self.answers[topic] for topic in listed)


def load_vacancy(folder: Path) -> Vacancy:
    """Return the vacancy in `folder` with every answer rendered and checked. Raises VacancyInvalid."""
    facts = read_facts(folder)
    themes, answers = read_answers(folder, facts)
    return Vacancy(id=folder.name, facts=facts, themes=themes, answers=MappingProxyType(answers))

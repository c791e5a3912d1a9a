"""How candidates are selected: the conditions, the steps and the competencies that are measured."""

from typing import Annotated

from pydantic import Field

from bot.vacancy.values import Count, Fact, Key, Text, Texts, UsableInTemplates, Yes


class CriminalRecord(Fact):
    document: Text
    must_be: Text
    asked_at: Text


class ForeignDiploma(Fact):
    equivalent_to: Text


class Conditions(Fact):
    """What a candidate must have beside a listed diploma (those stand in diplomas.yml)."""

    without_diploma: Yes
    foreign_diploma: ForeignDiploma | None = None
    criminal_record: CriminalRecord | None = None
    licences: tuple[Text, ...] = ()


class Step(Fact):
    number: Count
    name: Text
    summary: Text


class Interview(Fact):
    """The conversation with HR; when and how long stands in booking.yml."""

    channel: Text
    interviewer: Text
    interviewer_team: Text | None = None
    asks_about: Texts
    also_checks: Text | None = None
    planning_depends_on: Text | None = None
    passed: Text | None = None


class Matching(Fact):
    conversation_with: Text
    starts_when: Text


class PermanentJobs(Fact):
    contract: Text
    open_to: Text
    procedure: Text
    parts: Texts


class Procedure(Fact):
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    communication: Text
    interview: Interview | None = None
    matching: Matching | None = None
    permanent_jobs: PermanentJobs | None = None


class Competency(Fact):
    name: Text
    meaning: Text


class Competencies(Fact):
    measured: Annotated[dict[Key, Competency], UsableInTemplates]

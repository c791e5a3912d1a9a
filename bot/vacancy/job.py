"""The job: its purpose, its teams and its responsibilities."""

from typing import Annotated

from pydantic import Field

from bot.vacancy.values import Count, Fact, Key, Link, Text, Texts, UsableInTemplates


class FunctionData(Fact):
    formal_name: Text
    department: Text | None = None
    team: Text | None = None
    reports_to: Text | None = None


class Teams(Fact):
    """Teams one can land in: a known number of them, or one kind with its own clients."""

    name: Text
    one: Text | None = None
    count: Count | None = None
    spread_over: Text | None = None
    clients: tuple[Text, ...] = ()
    page: Link | None = None


class Approach(Fact):
    """The way of working this employer is known for, and what people come with."""

    name: Text
    first_in: Text | None = None
    questions: tuple[Text, ...] = ()
    instead_of: Text | None = None
    also_for_more_than: Text | None = None


class Purpose(Fact):
    helps_with: tuple[Text, ...] = ()
    offers: tuple[Text, ...] = ()
    goals: tuple[Text, ...] = ()
    attention_for: Text | None = None


class Responsibility(Fact):
    summary: Text
    tasks: Texts


class Job(Fact):
    function: FunctionData | None = None
    approach: Approach | None = None
    purpose: Purpose | None = None
    teams: Teams | None = None
    central_team: Teams | None = None
    terms: Annotated[dict[Key, Text], UsableInTemplates] = Field(default_factory=dict)
    responsibilities: Annotated[dict[Key, Responsibility], UsableInTemplates]

"""The facts of a vacancy, one file a theme. What an employer does not offer is simply not in its file."""

from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.vacancy.job import Job
from bot.vacancy.offer import Offer
from bot.vacancy.reading import Model, VacancyInvalid, read_model
from bot.vacancy.selection import Competencies, Conditions, Procedure
from bot.vacancy.values import (
    Count,
    EmailAddress,
    Fact,
    Key,
    Link,
    PhoneNumber,
    Text,
    Texts,
    WebAddress,
)


class Announcement(Fact):
    """The vacancy itself, how to apply, and the info bundle's section headings (word for word)."""

    title: Text
    level: Text | None = None
    procedure: Text | None = None
    goal: Text | None = None
    apply_by: date
    apply_page: Link
    sections: Texts
    themes: Annotated[tuple[Key, ...], Field(min_length=1)]


class Contact(Fact):
    name: Text
    role: Text
    email: EmailAddress
    phone: PhoneNumber


class Employer(Fact):
    name: Text
    organisations: tuple[Text, ...] = ()
    colleagues_more_than: Count | None = None
    services: tuple[Text, ...] = ()
    website: WebAddress | None = None
    inhabitant: Text | None = None
    vision: tuple[Text, ...] = ()
    values: tuple[Text, ...] = ()
    values_page: Link | None = None
    news_page: Link | None = None
    questions_page: Link | None = None


class Period(Fact):
    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise ValueError("first is after last")
        return self


class Interviews(BaseModel):
    """What answers may say of booking.yml: the days and the length. The rest is the booking room's."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    period: Period
    slot_minutes: Count


class Diploma(BaseModel):
    """One line of the published list, word for word. The rest of the entry is the diploma room's."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    line: Text


class Diplomas(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    current: tuple[Diploma, ...]
    old: tuple[Diploma, ...] = ()


class Facts(Fact):
    """All that is known of one vacancy; of booking.yml and diplomas.yml only what answers use."""

    vacancy: Announcement
    contact: Contact
    employer: Employer
    offer: Offer
    job: Job
    conditions: Conditions | None
    procedure: Procedure | None
    competencies: Competencies | None
    booking: Interviews | None
    diplomas: Diplomas | None


def read_facts(folder: Path) -> Facts:
    """Return the facts of the vacancy in `folder`. Raises VacancyInvalid."""
    inside = folder / "facts"
    _refuse_unknown(inside)
    return Facts(
        vacancy=read_model(inside / "vacancy.yml", Announcement),
        contact=read_model(inside / "contact.yml", Contact),
        employer=read_model(inside / "employer.yml", Employer),
        offer=read_model(inside / "offer.yml", Offer),
        job=read_model(inside / "job.yml", Job),
        conditions=_if_there(inside / "conditions.yml", Conditions),
        procedure=_if_there(inside / "procedure.yml", Procedure),
        competencies=_if_there(inside / "competencies.yml", Competencies),
        booking=_if_there(folder / "booking.yml", Interviews),
        diplomas=_if_there(folder / "diplomas.yml", Diplomas),
    )


def _if_there(file: Path, model: type[Model]) -> Model | None:
    return read_model(file, model) if file.exists() else None


def _refuse_unknown(inside: Path) -> None:
    for file in sorted(inside.glob("*")):
        if file.suffix != ".yml" or file.stem not in Facts.model_fields.keys() - {"booking", "diplomas"}:
            raise VacancyInvalid(file=file, key="", reason="is not a file of facts this program knows")

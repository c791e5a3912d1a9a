"""When candidates of a vacancy may have their interview and with whom: the model of booking.yml."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from bot.vacancy import facts
from bot.vacancy.reading import VacancyInvalid, read_model


def load_rules(file: Path, *, title: str, contact: facts.Contact) -> "BookingRules":
    """Return the rules in `file` for the vacancy whose folder it is in. Raises VacancyInvalid.

    The job's `title` and the `contact` person are facts of the vacancy and stand in its own files.
    """
    said = read_model(file, BookingFile)
    known = {"name": contact.name, "mailbox": contact.email, "phone": contact.phone}
    try:
        return BookingRules.model_validate(
            dict(said) | {"vacancy": file.resolve().parent.name, "title": title, "contact": known}
        )
    except ValidationError as error:
        raise _unfit_for_letters(file.parent / "facts", error) from error


def _unfit_for_letters(folder: Path, error: ValidationError) -> VacancyInvalid:
    # What stands in booking.yml is checked already: this is the title or the contact, from another file.
    first = error.errors()[0]
    name = str(first["loc"][-1])
    file, key = (
        ("vacancy.yml", name) if name == "title" else ("contact.yml", name.replace("mailbox", "email"))
    )
    return VacancyInvalid(file=folder / file, key=key, reason=first["msg"])


def _clock_text(value: object) -> object:
    # YAML reads an unquoted 13:00 as the number 780, which would silently become thirteen past midnight.
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or len(value) != 5:
        raise ValueError('write an hour as "09:00", between quotes')
    return value


ClockTime = Annotated[time, BeforeValidator(_clock_text)]
Mailbox = Annotated[str, Field(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+$", max_length=254)]
Line = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Period(_Strict):
    """The first and the last day on which interviews are held."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("the last day comes before the first")
        return self


class WorkingHours(_Strict):
    """A stretch of the working day, in the rules' time zone."""

    start: ClockTime = Field(alias="from")
    until: ClockTime

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until <= self.start:
            raise ValueError("ends before it begins")
        return self


class Person(_Strict):
    """Someone with a mailbox: an interviewer, the sender of invitations."""

    name: Line
    mailbox: Mailbox


class Contact(Person):
    """Whom a candidate can turn to."""

    phone: Line


class Notice(_Strict):
    """How many hours before it begins an interview can still be chosen, or moved."""

    book: Annotated[int, Field(ge=0, le=240)]
    move: Annotated[int, Field(ge=0, le=240)]


class BookingFile(_Strict):
    """What booking.yml says; times of day are in `time_zone`."""

    time_zone: Literal["Europe/Brussels"]  # texts and invitations show this one
    period: Period
    slot_minutes: Annotated[int, Field(ge=5, le=240)]
    working_hours: Annotated[tuple[WorkingHours, ...], Field(min_length=1)]
    days_off: tuple[date, ...] = ()
    interviewers: Annotated[tuple[Person, ...], Field(min_length=1)]
    minimum_notice_hours: Notice
    max_moves: Annotated[int, Field(ge=0, le=20)]
    hold_minutes: Annotated[int, Field(ge=1, le=60)]
    access: Literal["open", "invited"]
    reminder_at: ClockTime = time(9)
    sender: Person

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if any(later.start < earlier.until for earlier, later in pairwise(self.working_hours)):
            raise ValueError("working_hours overlap or are out of order")
        mailboxes = [person.mailbox.casefold() for person in self.interviewers]
        if len(set(mailboxes)) < len(mailboxes):
            raise ValueError("two interviewers have the same mailbox")
        return self


class BookingRules(BookingFile):
    """All that decides which moments a candidate can have, and what their invitations name."""

    vacancy: str
    title: Line
    contact: Contact

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def slot(self) -> timedelta:
        return timedelta(minutes=self.slot_minutes)

    @property
    def hold(self) -> timedelta:
        return timedelta(minutes=self.hold_minutes)

    @property
    def notice_to_book(self) -> timedelta:
        return timedelta(hours=self.minimum_notice_hours.book)

    @property
    def notice_to_move(self) -> timedelta:
        return timedelta(hours=self.minimum_notice_hours.move)

    def at(self, day: date, clock: time) -> datetime:
        """Return the instant, in UTC, of `clock` on `day` in the rules' time zone."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

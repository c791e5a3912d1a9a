"""What a candidate, a hold and a booking are, and how they are read from their rows."""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from bot.booking.grid import Moment
from bot.booking.tables import CONFIRMED, HELD, BookingEventRow, BookingRow, RemoteEventRow

REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
REFERENCE_LENGTH = 8
_NAME_LENGTH, _EMAIL_LENGTH = 100, 254


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Who books. Cleaned on the way in: one line, no control characters. Raises ValueError."""

    name: str
    email: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", _one_line(self.name))
        object.__setattr__(self, "email", unicodedata.normalize("NFC", self.email.strip()))
        if not 0 < len(self.name) <= _NAME_LENGTH:
            raise ValueError("a name has 1 to 100 characters")
        if not _is_address(self.email):
            raise ValueError("not an e-mail address")

    @property
    def key(self) -> str:
        """What makes two candidates the same one: the address, whatever its capitals."""
        return candidate_key(self.email)


class Status(StrEnum):
    """Where a booking stands."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A moment kept free for one conversation until `expires_at`."""

    id: str
    moment: Moment
    interviewer: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """An interview of a candidate. `revision` counts the changes since it was booked."""

    id: str
    vacancy: str
    reference: str
    status: Status
    start: datetime
    end: datetime
    interviewer: str
    name: str
    email: str
    revision: int
    moves: int
    link_generation: int
    conversation: str | None
    join_url: str | None

    @property
    def moment(self) -> Moment:
        return Moment(start=self.start, end=self.end)

    @property
    def uid(self) -> str:
        """The iCalendar UID: one for the booking's whole life."""
        return f"{self.id}@vacaturebot"


def candidate_key(email: str) -> str:
    """Return the form of an e-mail address by which one candidate is known."""
    return unicodedata.normalize("NFKC", email.strip()).casefold()


def new_reference() -> str:
    """Return a random reference of 8 characters that cannot be misread, nor taken for a word or an hour."""
    while True:
        drawn = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))
        if drawn[0].isalpha() and not drawn.isalpha():
            return drawn


def live(*, now: datetime) -> ColumnElement[bool]:
    """The condition that a row keeps its moment occupied at `now`."""
    return or_(
        BookingRow.status == CONFIRMED, and_(BookingRow.status == HELD, BookingRow.hold_expires_at > now)
    )


def confirmed_booking(session: Session, vacancy: str, candidate: str) -> Booking | None:
    """Return the live booking of a candidate, if there is one."""
    return first_booking(
        session,
        select(BookingRow).where(
            BookingRow.vacancy == vacancy, BookingRow.candidate == candidate, BookingRow.status == CONFIRMED
        ),
    )


def first_booking(session: Session, query: Select[BookingRow]) -> Booking | None:
    """Return the first row of the query as a booking."""
    row = session.scalars(query).first()
    return None if row is None else booking_from(session, row)


def booking_from(session: Session, row: BookingRow) -> Booking:
    """Return a confirmed or cancelled row as a booking, with its meeting link if that is known."""
    if row.reference is None or row.name is None or row.email is None:
        raise ValueError(f"booking {row.id} is only a hold")
    remote = session.get(RemoteEventRow, (row.id, row.interviewer))
    return Booking(
        id=row.id,
        vacancy=row.vacancy,
        reference=row.reference,
        status=Status(row.status),
        start=row.start,
        end=row.end,
        interviewer=row.interviewer,
        name=row.name,
        email=row.email,
        revision=row.revision,
        moves=row.moves,
        link_generation=row.link_generation,
        conversation=row.conversation,
        join_url=None if remote is None else remote.join_url,
    )


def held_from(row: BookingRow) -> Held:
    """Return a held row as a hold."""
    if row.hold_expires_at is None:
        raise ValueError(f"booking {row.id} is not a hold")
    return Held(
        id=row.id,
        moment=Moment(start=row.start, end=row.end),
        interviewer=row.interviewer,
        expires_at=row.hold_expires_at,
    )


def note(session: Session, row: BookingRow, what: str, *, now: datetime) -> None:
    """Add to the booking's history."""
    session.add(
        BookingEventRow(
            booking_id=row.id,
            what=what,
            revision=row.revision,
            interviewer=row.interviewer,
            start=row.start,
            at=now,
        )
    )


def _one_line(text: str) -> str:
    spaced = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    visible = "".join(char for char in spaced if unicodedata.category(char) not in ("Cs", "Co", "Cn"))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _is_address(text: str) -> bool:
    local, at, domain = text.rpartition("@")
    plain = all(char.isprintable() and not char.isspace() and char not in '<>,;:"\\()[]' for char in text)
    return bool(local and at and domain) and "@" not in local and plain and len(text) <= _EMAIL_LENGTH

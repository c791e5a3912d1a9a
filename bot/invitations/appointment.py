"""Everything an invitation says, as facts; the booking writes them down, the mail is made from them later."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter


class LetterKind(StrEnum):
    """Which letter goes out."""

    CONFIRMATION = "confirmation"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An interview as its invitation shows it. Instants aware; `sequence` and `stamp` as in RFC 5545."""

    kind: LetterKind
    uid: str
    sequence: int
    stamp: datetime
    start: datetime
    end: datetime
    previous_start: datetime | None
    title: str
    reference: str
    candidate_name: str
    candidate_email: str
    interviewer_name: str
    sender_name: str
    sender_mailbox: str
    contact_name: str
    contact_mailbox: str
    contact_phone: str


_ADAPTER = TypeAdapter(Appointment)


def to_bytes(appointment: Appointment) -> bytes:
    """Return the appointment as JSON, the same bytes every time."""
    return _ADAPTER.dump_json(appointment)


def from_bytes(payload: bytes) -> Appointment:
    """Return the appointment that `to_bytes` wrote."""
    return _ADAPTER.validate_json(payload)

"""An appointment as the booking writes it down."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.invitations.appointment import Appointment, LetterKind

CONFIRMED = Appointment(
    kind=LetterKind.CONFIRMATION,
    uid="0123456789abcdef0123456789abcdef@vacaturebot",
    sequence=0,
    stamp=datetime(2026, 6, 22, 8, 0, tzinfo=UTC),
    start=datetime(2026, 7, 1, 7, 40, tzinfo=UTC),
    end=datetime(2026, 7, 1, 8, 0, tzinfo=UTC),
    previous_start=None,
    title="Online interview: Maatschappelijk werker (B1-B3)",
    reference="7KQ2M9XR",
    candidate_name="Zoë D'Hondt",
    candidate_email="zoe@example.org",
    interviewer_name="Els Vermeulen",
    sender_name="Stad Kortrijk, selectie",
    sender_mailbox="selectie@kortrijk.example",
    contact_name="Veerle De Bosschere",
    contact_mailbox="vacatures@kortrijk.be",
    contact_phone="056 27 85 03",
)
MANAGE_URL = "https://bot.example/i/secret-token"


def an_appointment(kind: LetterKind = LetterKind.CONFIRMATION, **changes: Any) -> Appointment:
    """The appointment as it stands in the letter of this kind."""
    later = {
        LetterKind.MOVED: {
            "sequence": 1,
            "stamp": datetime(2026, 6, 23, 8, 0, tzinfo=UTC),
            "start": datetime(2026, 7, 2, 12, 0, tzinfo=UTC),
            "end": datetime(2026, 7, 2, 12, 20, tzinfo=UTC),
            "previous_start": CONFIRMED.start,
        },
        LetterKind.CANCELLED: {"sequence": 1, "stamp": datetime(2026, 6, 23, 8, 0, tzinfo=UTC)},
        LetterKind.REMINDER: {"stamp": datetime(2026, 6, 30, 7, 0, tzinfo=UTC)},
    }.get(kind, {})
    return replace(CONFIRMED, kind=kind, **(later | changes))

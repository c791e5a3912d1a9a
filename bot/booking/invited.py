"""Who may book where a vacancy takes only invited candidates."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.booking.bookings import Candidate, candidate_key
from bot.booking.refusals import NotInvited
from bot.booking.rules import BookingRules
from bot.booking.tables import InvitedRow
from bot.store import Store


def invite(store: Store, rules: BookingRules, emails: Iterable[str], *, now: datetime) -> int:
    """Let these e-mail addresses book; return how many were new."""
    wanted = {candidate_key(email) for email in emails}
    with store.begin() as session:
        there = select(InvitedRow.candidate).where(InvitedRow.vacancy == rules.vacancy)
        new = wanted - set(session.scalars(there))
        session.add_all(InvitedRow(vacancy=rules.vacancy, candidate=key, invited_at=now) for key in new)
    return len(new)


def check_invited(session: Session, rules: BookingRules, candidate: Candidate) -> None:
    """Refuse a candidate who is not on the list, where there is one. Raises NotInvited."""
    if rules.access == "invited" and session.get(InvitedRow, (rules.vacancy, candidate.key)) is None:
        raise NotInvited

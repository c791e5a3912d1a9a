"""kill -9 before every statement, commit and rename of booking and moving; then a worker starts."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlalchemy import Select, delete, select

from bot.booking import service
from bot.booking.bookings import Booking
from bot.booking.tables import BookingRow, OutboxRow
from bot.calendars.local import LocalCalendar, LocalEventRow
from bot.invitations.mailers import FileMailer
from bot.outbox.work import work_once
from bot.store import Store
from tests.booking_factories import LINKS, NOW, a_candidate
from tests.integration.outbox.kill_runner import MOMENTS, RULES

LATER = NOW + timedelta(minutes=2)  # every lease of the killed is over, no hold is
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    step: int
    booking: str
    survived: bool


@pytest.mark.parametrize("use_case", ["book", "move"])
def test_store_calendar_and_mails_agree_whenever_the_process_is_killed(
    store: Store, calendar: LocalCalendar, database_url: str, tmp_path: Path, use_case: str
) -> None:
    """Guard: the outbox row in the booking's own transaction. The next test takes the outbox away.

    Every step on SQLite; on PostgreSQL, where a commit is the server's business, every second one.
    """
    stride = 1 if store.engine.dialect.name == "sqlite" else 2
    tries = _killed_at_every_step(database_url, tmp_path, use_case, stride=stride)
    _work(store, calendar, tmp_path)
    assert [item for item in tries if not _agrees(store, tmp_path, item)] == []
    assert tries[-1].survived
    assert len(tries) * stride > 20
    if use_case == "move":
        return
    for item in tries:  # the candidate, who saw no answer, tries again
        service.book(store, RULES, item.booking, a_candidate(item.step), now=LATER)
    _work(store, calendar, tmp_path)
    assert all(_booked_and_told(store, tmp_path, item.booking) for item in tries)


def test_without_the_outbox_they_would_not_agree(
    store: Store, calendar: LocalCalendar, database_url: str, tmp_path: Path
) -> None:
    """The control: with what the killed processes left in the outbox thrown away, some are wrong."""
    tries = _killed_at_every_step(database_url, tmp_path, "book", stride=8)
    with store.begin() as session:
        session.execute(delete(OutboxRow))
    _work(store, calendar, tmp_path)
    assert [item for item in tries if not _agrees(store, tmp_path, item)] != []


def _killed_at_every_step(url: str, folder: Path, use_case: str, *, stride: int = 1) -> Sequence[Try]:
    arguments = [url, str(folder / "mail"), use_case, str(stride)]
    command = [sys.executable, "-m", "tests.integration.outbox.kill_runner", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    return [Try(**json.loads(line)) for line in done.stdout.splitlines()]


def _work(store: Store, calendar: LocalCalendar, folder: Path) -> None:
    while work_once(store, calendar, FileMailer(folder / "mail"), links=LINKS, now=LATER):
        pass


def _agrees(store: Store, folder: Path, item: Try) -> bool:
    with store.read() as session:
        row = session.get_one(BookingRow, item.booking)
        events = len(session.scalars(_events(item.booking)).all())
    if row.status == "held":
        return not item.survived and events == 0
    moved = row.start == MOMENTS[2 * item.step + 1].start
    return (moved or not item.survived or row.revision == 0) and _booked_and_told(store, folder, item.booking)


def _booked_and_told(store: Store, folder: Path, booking_id: str) -> bool:
    booking = service.get_booking(store, booking_id)
    with store.read() as session:
        stand = [(event.mailbox, event.start, event.end) for event in session.scalars(_events(booking_id))]
    wanted = [(booking.interviewer, booking.start, booking.end)]
    return stand == wanted and _told(folder, booking) == (booking.revision, booking.start)


def _told(folder: Path, booking: Booking) -> tuple[int, object] | None:
    """What the candidate's calendar shows after all mails: the highest sequence wins (RFC 5546 2.1.4)."""
    files = folder.joinpath("mail").glob(f"*-{booking.reference}-*.eml")
    mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    invitations = [list(mail.iter_attachments())[-1].get_payload(decode=True) for mail in mails]
    shown = [Calendar.from_ical(invitation).walk("VEVENT")[0] for invitation in invitations]
    latest = max(shown, key=lambda event: int(event["sequence"]), default=None)
    return None if latest is None else (int(latest["sequence"]), latest["dtstart"].dt)


def _events(booking_id: str) -> Select[LocalEventRow]:
    return select(LocalEventRow).where(LocalEventRow.booking_id == booking_id)

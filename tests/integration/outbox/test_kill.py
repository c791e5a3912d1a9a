"""kill -9 before every statement, commit and rename of booking and moving; then a worker starts."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlalchemy import delete, select

from bot.booking import service
from bot.booking.bookings import Status
from bot.booking.tables import BookingRow, OutboxRow
from bot.calendars.local import LocalCalendar, LocalEventRow
from bot.invitations.mailers import FileMailer
from bot.outbox.work import work_once
from bot.store import Store
from tests.booking_factories import LINKS, NOW, a_candidate
from tests.integration.outbox.kill_runner import MOMENTS, RULES

LATER = NOW + timedelta(minutes=2)  # every lease of the killed is over, no hold is
ROOT = Path(__file__).parents[3]
A_THIRD = 3
STARTS_AT = int(os.environ.get("KILL_FIRST", 1 + os.getpid() % A_THIRD))  # another third every run


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    step: int
    booking: str
    survived: bool


Kill = Callable[..., Sequence[Try]]


@pytest.fixture(scope="module")
def runner() -> Iterator[Callable[[Mapping[str, object]], str]]:
    """One process from which all that are killed are forked: starting Python costs more than they do."""
    command = [sys.executable, "-m", "tests.integration.outbox.kill_runner"]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        asked, answered = process.stdin, process.stdout
        assert asked is not None
        assert answered is not None

        def ask(matrix: Mapping[str, object]) -> str:
            print(json.dumps(matrix), file=asked, flush=True)
            return answered.readline()

        yield ask
        asked.close()


@pytest.fixture
def killed_at_each_step(
    runner: Callable[[Mapping[str, object]], str], database_url: str, tmp_path: Path
) -> Kill:
    def kill(use_case: str, *, first: int = 1, stride: int = 1) -> Sequence[Try]:
        matrix = {"url": database_url, "mails": str(tmp_path / "mail"), "use_case": use_case}
        answer = runner(matrix | {"first": first, "stride": stride})
        return [Try(**item) for item in json.loads(answer)]

    return kill


@pytest.mark.parametrize("use_case", ["book", "move", "move to a colleague"])
def test_store_calendar_and_mails_agree_whenever_the_process_is_killed(
    store: Store, calendar: LocalCalendar, killed_at_each_step: Kill, tmp_path: Path, use_case: str
) -> None:
    """Guard: the outbox row in the booking's own transaction. The next test takes the outbox away.

    It fails too when `book` writes that row in a second transaction, or `outgoing.moved` writes none.

    Every step on SQLite. On PostgreSQL, where a commit is the server's business, every third: which third
    changes from run to run, and KILL_FIRST=1, 2 or 3 repeats one.
    """
    on_file = store.engine.dialect.name == "sqlite"
    first, stride = (1, 1) if on_file else (STARTS_AT, A_THIRD)
    tries = killed_at_each_step(use_case, first=first, stride=stride)
    _work(store, calendar, tmp_path)
    assert _at_odds(store, tmp_path, tries) == []
    assert tries[-1].survived
    assert len(tries) * stride > 20
    if use_case != "book":
        return
    for item in tries:  # the candidate, who saw no answer, tries again
        service.book(store, RULES, item.booking, a_candidate(item.step), now=LATER)
    _work(store, calendar, tmp_path)
    assert _at_odds(store, tmp_path, tries) == []
    assert {service.get_booking(store, item.booking).status for item in tries} == {Status.CONFIRMED}


def test_without_the_outbox_they_would_not_agree(
    store: Store, calendar: LocalCalendar, killed_at_each_step: Kill, tmp_path: Path
) -> None:
    """The control: with what the killed processes left in the outbox thrown away, some are wrong."""
    tries = killed_at_each_step("book", stride=8)
    with store.begin() as session:
        session.execute(delete(OutboxRow))
    _work(store, calendar, tmp_path)
    assert _at_odds(store, tmp_path, tries) != []


def _work(store: Store, calendar: LocalCalendar, folder: Path) -> None:
    while work_once(store, calendar, FileMailer(folder / "mail"), links=LINKS, now=LATER):
        pass


def _at_odds(store: Store, folder: Path, tries: Sequence[Try]) -> list[Try]:
    """The tries after which store, calendar and mails do not say one and the same."""
    told = _told(folder)
    with store.read() as session:
        rows = {row.id: row for row in session.scalars(select(BookingRow))}
        events: dict[str | None, list[tuple[str, datetime, datetime]]] = defaultdict(list)
        for event in session.scalars(select(LocalEventRow)):
            events[event.booking_id].append((event.mailbox, event.start, event.end))
    return [item for item in tries if not _agrees(item, rows[item.booking], events[item.booking], told)]


def _agrees(
    item: Try,
    row: BookingRow,
    events: list[tuple[str, datetime, datetime]],
    told: Mapping[str, tuple[int, datetime]],
) -> bool:
    if row.status == "held":
        return not item.survived and events == []
    moved = row.start == MOMENTS[2 * item.step + 1].start
    if item.survived and row.revision > 0 and not moved:
        return False
    shown = told.get(row.reference or "")
    return events == [(row.interviewer, row.start, row.end)] and shown == (row.revision, row.start)


def _told(folder: Path) -> Mapping[str, tuple[int, datetime]]:
    """What candidates' calendars show, by reference: the highest sequence wins (RFC 5546 2.1.4)."""
    shown: dict[str, tuple[int, datetime]] = {}
    for file in folder.joinpath("mail").glob("*.eml"):
        parts = message_from_bytes(file.read_bytes()).walk()
        invitations = [part for part in parts if part.get_filename() == "invite.ics"]
        event = Calendar.from_ical(invitations[-1].get_payload(decode=True)).walk("VEVENT")[0]
        reference = file.name.split("-")[1]
        says = (int(event["sequence"]), event["dtstart"].dt)
        shown[reference] = max(says, shown.get(reference, says), key=lambda one: one[0])
    return shown

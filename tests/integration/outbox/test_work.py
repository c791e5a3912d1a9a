"""The outbox: in order, once, again after a failure, given up when it is hopeless."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Barrier, Event, Thread
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.booking import service
from bot.booking.tables import OutboxRow, RemoteEventRow
from bot.calendars.local import LocalCalendar, LocalEventRow
from bot.calendars.port import CalendarRefused, CalendarUnavailable, EventWanted, RemoteEvent
from bot.invitations.letters import Letter
from bot.invitations.mailers import MailRefused, MailUnavailable
from bot.outbox.backoff import LONGEST_SECONDS, delay_before
from bot.outbox.overview import revive, troubles
from bot.outbox.queue import LEASE, claim, finish
from bot.outbox.work import Delivered, deliver_now, work_once
from bot.store import Store
from bot.worker import WorkerParts, run
from tests.booking_factories import (
    LINKS,
    NOW,
    RememberingMailer,
    UnreadableCalendar,
    a_booking,
    a_candidate,
    brussels,
    some_rules,
)

RULES = some_rules()


class FailingCalendar(LocalCalendar):
    """The embedded calendar, failing as often as it was given errors, before or after it did the work."""

    def __init__(self, store: Store, *errors: Exception, after: bool = False) -> None:
        super().__init__(store)
        self.errors = list(errors)
        self.after = after

    def create(self, event: EventWanted, *, timeout: float) -> RemoteEvent:
        if self.errors and not self.after:
            raise self.errors.pop(0)
        created = super().create(event, timeout=timeout)
        if self.errors:
            raise self.errors.pop(0)
        return created


@dataclass
class FailingMailer(RememberingMailer):
    """Fails first as often as it was given errors."""

    errors: list[Exception] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        if self.errors:
            raise self.errors.pop(0)
        super().send(letter)


def test_a_booking_is_written_and_mailed_at_once(store: Store, calendar: LocalCalendar) -> None:
    mailer = RememberingMailer()
    mine = a_booking(store, calendar, RULES)
    delivered = _deliver(store, calendar, mailer, mine.id)
    assert delivered == Delivered(calendar=True, mail=True, join_url=None)
    assert mailer.subjects() == ["Bevestigd: je interview op woensdag 1 juli 2026 om 9.40 uur"]
    assert [(event.mailbox, event.start) for event in _events(store)] == [(mine.interviewer, mine.start)]


def test_the_meeting_link_is_known_once_the_event_stands(store: Store) -> None:
    calendar = LocalCalendar(store, join_url="https://meet.example/demo")
    mailer = RememberingMailer()
    mine = a_booking(store, calendar, RULES)
    assert mine.join_url is None
    assert _deliver(store, calendar, mailer, mine.id).join_url == "https://meet.example/demo"
    assert "https://meet.example/demo" in mailer.letters[0].message.as_string()
    assert service.get_booking(store, mine.id).join_url == "https://meet.example/demo"


def test_what_is_done_keeps_nothing_personal(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    _deliver(store, calendar, RememberingMailer(), mine.id)
    with store.read() as session:
        done = session.query(OutboxRow).filter_by(state="done").all()
    assert [row.payload for row in done] == [b"", b""]


def test_while_the_calendar_is_away_the_letter_waits_a_quarter_of_an_hour(
    store: Store, calendar: LocalCalendar
) -> None:
    mailer = RememberingMailer()
    mine = a_booking(store, calendar, RULES)
    away = UnreadableCalendar()
    assert _deliver(store, away, mailer, mine.id) == Delivered(calendar=False, mail=False, join_url=None)
    _work(store, away, mailer, NOW + timedelta(minutes=14))
    assert mailer.letters == []
    _work(store, away, mailer, NOW + timedelta(minutes=15))
    assert len(mailer.letters) == 1
    assert "De link volgt." in mailer.letters[0].message.as_string()


def test_the_worker_goes_on_where_the_confirmation_could_not(store: Store, calendar: LocalCalendar) -> None:
    mailer = RememberingMailer()
    mine = a_booking(store, calendar, RULES)
    _deliver(store, UnreadableCalendar(), mailer, mine.id)
    assert _work(store, calendar, mailer, NOW + timedelta(seconds=6)) == 0
    assert _work(store, calendar, mailer, NOW + timedelta(seconds=7)) == 2  # it asked for 7 seconds
    assert len(_events(store)) == len(mailer.letters) == 1


def test_an_answer_that_was_lost_makes_no_second_event(store: Store) -> None:
    calendar = FailingCalendar(store, CalendarUnavailable("timeout"), after=True)
    mine = a_booking(store, calendar, RULES)
    _deliver(store, calendar, RememberingMailer(), mine.id)
    _work(store, calendar, RememberingMailer(), NOW + timedelta(minutes=1))
    assert len(_events(store)) == 1


def test_an_unknown_error_of_one_booking_does_not_keep_the_others(store: Store) -> None:
    calendar = FailingCalendar(store, ZeroDivisionError("name and address"))
    mailer = RememberingMailer()
    a_booking(store, calendar, RULES)
    a_booking(store, calendar, RULES, candidate=a_candidate(2), conversation="chat-2")
    _work(store, calendar, mailer, NOW)
    assert len(mailer.letters) == 1
    with store.read() as session:
        errors = [row.last_error for row in session.query(OutboxRow) if row.last_error]
    assert errors == ["ZeroDivisionError"]


@pytest.mark.parametrize("error", [CalendarRefused("ErrorAccessDenied"), MailRefused("smtp 550")])
def test_what_is_refused_for_good_is_given_up_and_shown_to_hr(store: Store, error: Exception) -> None:
    calendar = FailingCalendar(store, *([error] if isinstance(error, CalendarRefused) else []))
    mailer = FailingMailer(errors=[error] if isinstance(error, MailRefused) else [])
    mine = a_booking(store, calendar, RULES)
    delivered = _deliver(store, calendar, mailer, mine.id)
    (trouble,) = troubles(store, RULES.vacancy)
    assert (trouble.reference, trouble.given_up, trouble.error) == (mine.reference, True, str(error))
    assert not (delivered.calendar and delivered.mail)
    assert service.get_booking(store, mine.id).status is service.Status.CONFIRMED
    assert revive(store, trouble.id, now=NOW)
    assert not revive(store, trouble.id, now=NOW)
    _work(store, calendar, mailer, NOW)
    assert troubles(store, RULES.vacancy) == ()
    assert len(_events(store)) == len(mailer.letters) == 1


def test_what_fails_again_and_again_is_shown_before_it_is_given_up(
    store: Store, calendar: LocalCalendar
) -> None:
    mailer = FailingMailer(errors=[MailUnavailable("smtp 421")] * 5)
    mine = a_booking(store, calendar, RULES)
    for minute in range(5):
        assert troubles(store, RULES.vacancy) == ()
        _work(store, calendar, mailer, NOW + timedelta(minutes=minute))
    (trouble,) = troubles(store, RULES.vacancy)
    assert (trouble.given_up, trouble.attempts, trouble.reference) == (False, 5, mine.reference)


def test_after_too_many_tries_it_is_given_up(store: Store, calendar: LocalCalendar) -> None:
    a_booking(store, calendar, RULES)
    with store.begin() as session:
        session.query(OutboxRow).filter_by(operation="calendar.create").update({"attempts": 799})
    _work(store, UnreadableCalendar(), RememberingMailer(), NOW)
    assert troubles(store, RULES.vacancy)[0].given_up


def test_a_move_after_a_lost_create_ends_in_one_event_at_the_new_time(store: Store) -> None:
    calendar = FailingCalendar(store, CalendarRefused("no"))
    mailer = RememberingMailer()
    mine = a_booking(store, calendar, RULES)
    _deliver(store, calendar, mailer, mine.id)
    moved = service.move(store, calendar, RULES, mine.id, brussels(2, "14:00"), now=NOW)
    _work(store, calendar, mailer, NOW)
    assert [(event.mailbox, event.start) for event in _events(store)] == [(moved.interviewer, moved.start)]


def test_an_event_that_an_interviewer_deleted_is_put_back_by_a_move(
    store: Store, calendar: LocalCalendar
) -> None:
    mine = a_booking(store, calendar, RULES)
    _deliver(store, calendar, RememberingMailer(), mine.id)
    with store.begin() as session:
        session.query(LocalEventRow).delete()
    moved = service.move(store, calendar, RULES, mine.id, brussels(2, "14:00"), now=NOW)
    _deliver(store, calendar, RememberingMailer(), mine.id)
    assert [event.start for event in _events(store)] == [moved.start]


def test_from_one_interviewer_to_another_and_back_there_is_one_event(
    store: Store, calendar: LocalCalendar
) -> None:
    mine = a_booking(store, calendar, RULES)
    first = mine.interviewer
    for day in (2, 3):
        current = service.get_booking(store, mine.id).interviewer
        calendar.add_busy(current, brussels(day, "14:00"), brussels(day, "14:20"), subject="Vergadering")
        moved = service.move(store, calendar, RULES, mine.id, brussels(day, "14:00"), now=NOW)
        _deliver(store, calendar, RememberingMailer(), mine.id)
        events = [event for event in _events(store) if event.booking_id]
        assert [(event.mailbox, event.start) for event in events] == [(moved.interviewer, moved.start)]
    assert moved.interviewer == first
    with store.read() as session:
        assert session.query(RemoteEventRow).count() == 1


def test_cancelling_takes_the_event_away_and_tells_the_candidate(
    store: Store, calendar: LocalCalendar
) -> None:
    mailer = RememberingMailer()
    mine = a_booking(store, calendar, RULES)
    _deliver(store, calendar, mailer, mine.id)
    service.cancel(store, RULES, mine.id, now=NOW)
    assert _deliver(store, calendar, mailer, mine.id) == Delivered(calendar=True, mail=True, join_url=None)
    assert _events(store) == []
    assert mailer.subjects()[1:] == ["Geannuleerd: je interview op woensdag 1 juli 2026 om 9.40 uur"]


def test_the_reminder_goes_out_the_day_before_and_not_after_a_cancel(
    store: Store, calendar: LocalCalendar
) -> None:
    mailer = RememberingMailer()
    kept = a_booking(store, calendar, RULES)
    gone = a_booking(store, calendar, RULES, candidate=a_candidate(2), conversation="chat-2")
    service.cancel(store, RULES, gone.id, now=NOW)
    _work(store, calendar, mailer, NOW)
    day_before = brussels(30, "09:00", month=6)
    assert _work(store, calendar, mailer, day_before - timedelta(seconds=1)) == 0
    assert _work(store, calendar, mailer, day_before) == 1
    assert mailer.subjects()[-1] == "Herinnering: je interview op woensdag 1 juli 2026 om 9.40 uur"
    assert kept.email in str(mailer.letters[-1].message["To"])


def test_an_invitation_sent_again_is_the_same_invitation(store: Store, calendar: LocalCalendar) -> None:
    mailer = RememberingMailer()
    mine = a_booking(store, calendar, RULES)
    _deliver(store, calendar, mailer, mine.id)
    service.resend(store, RULES, mine.id, now=NOW + timedelta(hours=1))
    _work(store, calendar, mailer, NOW + timedelta(hours=1))
    one, again = (list(letter.message.walk())[4].get_content() for letter in mailer.letters)
    assert "SEQUENCE:0" in one
    assert one.replace("DTSTAMP:20260622T080000Z", "DTSTAMP:20260622T090000Z") == again


def test_a_lease_keeps_others_away_until_it_ends(store: Store, calendar: LocalCalendar) -> None:
    """Guard: the lease. A worker that died in the middle is followed up when its lease is over."""
    a_booking(store, calendar, RULES)
    task = claim(store, now=NOW)
    assert task is not None
    assert claim(store, now=NOW + LEASE - timedelta(seconds=1)) is None
    again = claim(store, now=NOW + LEASE)
    assert again is not None
    assert (again.id, again.attempts) == (task.id, 2)


def test_who_lost_its_lease_records_nothing(store: Store, calendar: LocalCalendar) -> None:
    """Guard: the number of attempts tells one lease from the next."""
    a_booking(store, calendar, RULES)
    slow = claim(store, now=NOW)
    quick = claim(store, now=NOW + LEASE)
    assert slow is not None
    assert quick is not None
    with store.begin() as session:
        assert not finish(session, slow, now=NOW)
        assert finish(session, quick, now=NOW)


def test_many_workers_do_everything_once(store: Store, calendar: LocalCalendar) -> None:
    """Guard: the claim is an update of the row as it was read."""
    mailer = RememberingMailer()
    for number in range(6):
        start, candidate = brussels(1 + number % 3, "09:00"), a_candidate(number)
        a_booking(store, calendar, RULES, start=start, candidate=candidate, conversation=f"chat-{number}")
    barrier = Barrier(4)

    def worker() -> None:
        barrier.wait()
        while work_once(store, calendar, mailer, links=LINKS, now=NOW):
            pass

    threads = [Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _work(store, calendar, mailer, NOW)
    assert len(mailer.letters) == len({letter.name for letter in mailer.letters}) == 6
    assert len(_events(store)) == 6


def test_a_calendar_that_hangs_holds_a_confirmation_up_no_longer_than_its_budget(
    store: Store, calendar: LocalCalendar
) -> None:
    let_go = Event()

    class Hanging(LocalCalendar):
        def create(self, event: EventWanted, *, timeout: float) -> RemoteEvent:
            let_go.wait(10)
            return super().create(event, timeout=timeout)

    hanging = Hanging(store)
    mine = a_booking(store, calendar, RULES)
    begun = monotonic()
    delivered = deliver_now(
        store, hanging, RememberingMailer(), mine.id, links=LINKS, now=NOW, budget_seconds=0.2
    )
    assert monotonic() - begun < 2
    assert delivered == Delivered(calendar=False, mail=False, join_url=None)
    let_go.set()
    _until(lambda: len(_events(store)) == 1)


def test_the_worker_runs_until_it_is_stopped_and_outlives_a_failure(
    store: Store, calendar: LocalCalendar
) -> None:
    mailer, stop, rounds = RememberingMailer(), Event(), []

    class Standing:
        def now(self) -> datetime:
            return NOW

    def chore(now: datetime) -> None:
        rounds.append(now)
        raise ZeroDivisionError

    mine = a_booking(store, calendar, RULES)
    parts = WorkerParts(
        store=store, calendar=calendar, mailer=mailer, links=LINKS, clock=Standing(), chores=(chore,)
    )
    thread = Thread(target=run, args=(parts, stop), kwargs={"pause_seconds": 0.01})
    thread.start()
    _until(lambda: len(mailer.letters) == 1)
    second = a_booking(store, calendar, RULES, candidate=a_candidate(2), conversation="chat-2")
    _until(lambda: len(mailer.letters) == 2)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    assert rounds == [NOW]
    assert mine.id != second.id


@settings(deadline=None)  # machines are busy
@given(attempt=st.integers(1, 10_000), jitter=st.floats(0, 1))
def test_waits_grow_to_five_minutes_and_are_never_less_than_half(attempt: int, jitter: float) -> None:
    longest = min(LONGEST_SECONDS, 2.0 ** min(attempt, 20))
    assert longest / 2 <= delay_before(attempt, retry_after=None, jitter=jitter) <= longest


@settings(deadline=None)  # machines are busy
@given(attempt=st.integers(1, 100), asked=st.floats(0, 10_000), jitter=st.floats(0, 1))
def test_what_the_server_asks_is_honoured_exactly(attempt: int, asked: float, jitter: float) -> None:
    assert delay_before(attempt, retry_after=asked, jitter=jitter) == asked


def _deliver(store: Store, calendar: object, mailer: RememberingMailer, booking_id: str) -> Delivered:
    return deliver_now(store, calendar, mailer, booking_id, links=LINKS, now=NOW, jitter=lambda: 0.0)  # type: ignore[arg-type]


def _work(store: Store, calendar: object, mailer: RememberingMailer, now: datetime) -> int:
    return work_once(store, calendar, mailer, links=LINKS, now=now, jitter=lambda: 0.0)  # type: ignore[arg-type]


def _events(store: Store) -> list[LocalEventRow]:
    with store.read() as session:
        return session.query(LocalEventRow).all()


def _until(true: Callable[[], bool]) -> None:
    deadline, pause = monotonic() + 5, Event()
    while not true():
        assert monotonic() < deadline
        pause.wait(0.01)

"""The machine of test_state_machine.py: what can happen to bookings, and what must hold after each step."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from icalendar import Calendar
from sqlalchemy import select

from bot.booking import service
from bot.booking.bookings import Booking, Status
from bot.booking.grid import Moment, all_moments
from bot.booking.housekeeping import sweep
from bot.booking.refusals import BookingRefused
from bot.booking.slots import free_moments
from bot.booking.tables import BookingRow
from bot.calendars.local import LocalCalendar, LocalEventRow
from bot.calendars.port import CalendarUnavailable, EventWanted, RemoteEvent
from bot.invitations.letters import Letter
from bot.invitations.mailers import MailUnavailable
from bot.outbox.overview import troubles
from bot.outbox.queue import LEASE, claim
from bot.outbox.work import work_once
from bot.store import Store
from tests.booking_factories import LINKS, a_candidate, some_rules
from tests.integration.conftest import forget_power_cuts

RULES = some_rules(
    period={"first": date(2026, 6, 30), "last": date(2026, 7, 1)},
    working_hours=[{"from": "09:00", "until": "10:00"}],
)
MOMENTS = all_moments(RULES)
WHO = st.integers(0, 3)
PICK = st.integers(0, 3)
MOMENT = st.sampled_from(MOMENTS)
WEATHER = st.sampled_from(["fails", "answer lost", "crashes", "crashes after", "fine"])


class Crash(BaseException):
    """The process is gone, in the middle of an effect."""


@dataclass
class Weather:
    """What the next effects meet: a failure or a crash, before the work or after it, or nothing."""

    coming: list[str] = field(default_factory=list)

    @contextmanager
    def around(self, unavailable: Exception) -> Iterator[None]:
        now = self.coming.pop(0) if self.coming else "fine"
        if now == "fails":
            raise unavailable
        if now == "crashes":
            raise Crash
        yield
        if now == "answer lost":
            raise unavailable
        if now == "crashes after":
            raise Crash


class StormyCalendar(LocalCalendar):
    """The embedded calendar in bad weather."""

    def __init__(self, store: Store, weather: Weather) -> None:
        super().__init__(store)
        self.weather = weather

    def create(self, event: EventWanted, *, timeout: float) -> RemoteEvent:
        with self.weather.around(CalendarUnavailable("storm")):
            return super().create(event, timeout=timeout)

    def move(self, remote: RemoteEvent, start: datetime, end: datetime, *, timeout: float) -> RemoteEvent:
        with self.weather.around(CalendarUnavailable("storm")):
            return super().move(remote, start, end, timeout=timeout)

    def cancel(self, remote: RemoteEvent, comment: str, *, timeout: float) -> None:
        with self.weather.around(CalendarUnavailable("storm")):
            super().cancel(remote, comment, timeout=timeout)


@dataclass
class StormyMailer:
    """Keeps the letters that left, in bad weather."""

    weather: Weather
    letters: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        with self.weather.around(MailUnavailable("storm")):
            self.letters.append(letter)


class Bookings(RuleBasedStateMachine):
    """Four candidates, two interviewers, six moments."""

    template: Path

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="machine"))
        shutil.copy(self.template, self.folder / "bot.db")
        self.store = Store(f"sqlite:///{self.folder / 'bot.db'}")
        forget_power_cuts(self.store)
        self.weather = Weather()
        self.calendar = StormyCalendar(self.store, self.weather)
        self.mailer = StormyMailer(self.weather)
        self.now = MOMENTS[0].start - timedelta(days=2)
        self.holds: dict[int, str] = {}
        self.booked: dict[int, Booking] = {}
        self.ever: set[str] = set()

    @rule(who=WHO, moment=MOMENT)
    def hold(self, who: int, moment: Moment) -> None:
        chat = f"chat-{who}"
        free = free_moments(self.store, self.calendar, RULES, now=self.now, conversation=chat)
        try:
            held = service.hold(
                self.store, self.calendar, RULES, moment.start, conversation=chat, now=self.now
            )
        except BookingRefused:
            assert moment not in free
            return
        assert moment in free
        self.holds[who] = held.id

    @precondition(lambda self: self.holds)
    @rule(pick=PICK, twice=st.booleans())
    def book(self, pick: int, *, twice: bool) -> None:
        who = sorted(self.holds)[pick % len(self.holds)]
        for _ in range(1 + twice):
            try:
                made = service.book(self.store, RULES, self.holds[who], a_candidate(who), now=self.now)
            except BookingRefused:
                continue
            assert who not in self.booked or self.booked[who].id == made.id
            self.booked[who] = made
            self.ever.add(made.id)

    @rule(who=WHO, moment=MOMENT)
    def hold_and_book(self, who: int, moment: Moment) -> None:
        self.hold(who, moment)
        if who in self.holds:
            self.book(sorted(self.holds).index(who), twice=False)

    @precondition(lambda self: self.booked)
    @rule(pick=PICK, moment=MOMENT)
    def move(self, pick: int, moment: Moment) -> None:
        who = sorted(self.booked)[pick % len(self.booked)]
        before = self.booked[who]
        try:
            after = service.move(
                self.store,
                self.calendar,
                RULES,
                before.id,
                moment.start,
                now=self.now,
                conversation=f"chat-{who}",
            )
        except BookingRefused:
            after = service.get_booking(self.store, before.id)
            assert (after.start, after.interviewer) == (before.start, before.interviewer)
            return
        assert after.start == moment.start
        self.booked[who] = after

    @precondition(lambda self: self.booked)
    @rule(pick=PICK, moment=MOMENT, weather=st.lists(WEATHER, max_size=3))
    def move_and_work(self, pick: int, moment: Moment, weather: list[str]) -> None:
        self.move(pick, moment)
        self.weather.coming = weather
        self.work()

    @precondition(lambda self: self.booked)
    @rule(pick=PICK, really=st.integers(0, 2))
    def cancel(self, pick: int, really: int) -> None:
        if really:  # rarely, or nothing is left to move
            return
        who = sorted(self.booked)[pick % len(self.booked)]
        service.cancel(self.store, RULES, self.booked.pop(who).id, now=self.now)

    @precondition(lambda self: self.holds)
    @rule(pick=PICK)
    def let_go(self, pick: int) -> None:
        who = sorted(self.holds)[pick % len(self.holds)]
        service.release(self.store, self.holds.pop(who), now=self.now)

    @rule(minutes=st.sampled_from([1, 2, 5, 10, 20]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        sweep(self.store, now=self.now)

    @rule(coming=st.lists(WEATHER, min_size=1, max_size=4))
    def weather_changes(self, coming: list[str]) -> None:
        self.weather.coming = coming

    @rule()
    def work(self) -> None:
        try:
            self._work()
        except Crash:
            return

    @rule()
    def a_worker_dies_with_its_lease(self) -> None:
        claim(self.store, now=self.now)

    @invariant()
    def nobody_has_two(self) -> None:
        if not hasattr(self, "store"):
            return
        with self.store.read() as session:
            live = list(
                session.scalars(select(BookingRow).where(BookingRow.status.in_(("held", "confirmed"))))
            )
        assert set(Counter((row.interviewer, row.start) for row in live).values()) <= {1}
        assert set(Counter(row.candidate for row in live if row.candidate).values()) <= {1}
        assert set(Counter(row.conversation for row in live if row.status == "held").values()) <= {1}

    @invariant()
    def no_booking_is_lost(self) -> None:
        if not hasattr(self, "store"):
            return
        for mine in self.booked.values():
            now = service.get_booking(self.store, mine.id)
            assert (now.status, now.start, now.revision) == (Status.CONFIRMED, mine.start, mine.revision)

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        try:
            self.everyone_agrees_in_the_end()
        finally:
            self.store.close()
            shutil.rmtree(self.folder)

    def everyone_agrees_in_the_end(self) -> None:
        self.weather.coming = []
        self.now += LEASE + timedelta(minutes=10)
        while self._work():
            pass
        with self.store.read() as session:
            events = list(session.scalars(select(LocalEventRow)))
        stand = sorted((event.mailbox, event.start, event.end) for event in events)
        assert stand == sorted((mine.interviewer, mine.start, mine.end) for mine in self.booked.values())
        assert troubles(self.store, RULES.vacancy) == ()
        for booking_id in self.ever:
            booking = service.get_booking(self.store, booking_id)
            assert self._told(booking) == (booking.revision, booking.status, booking.start)

    def _told(self, booking: Booking) -> tuple[int, str, datetime]:
        invitations = []
        for letter in self.mailer.letters:
            files = list(letter.message.iter_attachments())
            if booking.reference in letter.name and files and files[-1].get_filename() == "invite.ics":
                invitations.append(Calendar.from_ical(files[-1].get_content()).walk("VEVENT")[0])
        latest = max(invitations, key=lambda event: int(event["sequence"]))
        return int(latest["sequence"]), str(latest["status"]).lower(), latest["dtstart"].dt

    def _work(self) -> int:
        return work_once(
            self.store, self.calendar, self.mailer, links=LINKS, now=self.now, jitter=lambda: 0.0
        )

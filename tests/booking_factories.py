"""What tests about booking start from: rules, an instant, candidates, and stand-ins for calendar and mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from bot.booking import service
from bot.booking.bookings import Booking, Candidate
from bot.booking.links import ManageLinks
from bot.booking.rules import BookingRules
from bot.calendars.port import Busy, Calendar, CalendarUnavailable, RemoteEvent
from bot.invitations.letters import Letter
from bot.store import Store

VACANCY_FOLDER = Path(__file__).parent.parent / "vacancies" / "maatschappelijk-werker-2026"
NOW = datetime(2026, 6, 22, 8, 0, tzinfo=UTC)
ELS, TOM = "els@interviewers.example", "tom@interviewers.example"
LINKS = ManageLinks(secret=b"a secret of the tests, 32 bytes long", base_url="https://bot.example")


def some_rules(**changes: Any) -> BookingRules:
    """Rules like the vacancy's: two interviewers, 20 minutes, 30 June to 10 July 2026."""
    facts: dict[str, Any] = {
        "vacancy": "test-2026",
        "title": "Tester",
        "time_zone": "Europe/Brussels",
        "period": {"first": date(2026, 6, 30), "last": date(2026, 7, 10)},
        "slot_minutes": 20,
        "working_hours": [{"from": "09:00", "until": "12:00"}, {"from": "13:00", "until": "17:00"}],
        "interviewers": [{"name": "Els", "mailbox": ELS}, {"name": "Tom", "mailbox": TOM}],
        "minimum_notice_hours": {"book": 4, "move": 4},
        "max_moves": 3,
        "hold_minutes": 10,
        "access": "open",
        "sender": {"name": "Stad Test", "mailbox": "selectie@test.example"},
        "contact": {"name": "Vera", "mailbox": "vera@test.example", "phone": "056 00 00 00"},
    }
    return BookingRules.model_validate(facts | changes)


def one_interviewer(**changes: Any) -> BookingRules:
    """The same rules with Els alone."""
    return some_rules(interviewers=[{"name": "Els", "mailbox": ELS}], **changes)


def brussels(day: int, clock: str, *, month: int = 7) -> datetime:
    """An instant in 2026, written as a day of July (or another month) and a time in Brussels."""
    return some_rules().at(date(2026, month, day), time.fromisoformat(clock))


def a_candidate(number: int = 1, *, name: str = "Zoë D'Hondt") -> Candidate:
    return Candidate(name=name, email=f"candidate{number}@example.org")


def a_booking(
    store: Store,
    calendar: Calendar,
    rules: BookingRules,
    *,
    start: datetime | None = None,
    candidate: Candidate | None = None,
    conversation: str = "chat-1",
    now: datetime = NOW,
) -> Booking:
    """A booking made the way a chat makes it: held, then booked."""
    held = service.hold(
        store, calendar, rules, start or brussels(1, "09:40"), conversation=conversation, now=now
    )
    return service.book(store, rules, held.id, candidate or a_candidate(), now=now)


class UnreadableCalendar:
    """A calendar that is away: nothing can be read, nothing written."""

    invites = False

    def free_busy(self, *_: object) -> Mapping[str, tuple[Busy, ...]]:
        raise CalendarUnavailable("away")

    def create(self, *_: object, **__: object) -> RemoteEvent:
        raise CalendarUnavailable("away", retry_after=7)

    def move(self, *_: object, **__: object) -> RemoteEvent:
        raise CalendarUnavailable("away")

    def cancel(self, *_: object, **__: object) -> None:
        raise CalendarUnavailable("away")

    def find(self, *_: object, **__: object) -> RemoteEvent | None:
        raise CalendarUnavailable("away")


@dataclass
class BusyCalendar(UnreadableCalendar):
    """A calendar that can only be read and shows what it was given."""

    shown: dict[str, tuple[Busy, ...]]

    def free_busy(self, *_: object) -> Mapping[str, tuple[Busy, ...]]:
        return self.shown


@dataclass
class RememberingMailer:
    """Keeps every letter instead of sending it."""

    letters: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        self.letters.append(letter)

    def subjects(self) -> list[str]:
        return [str(letter.message["Subject"]) for letter in self.letters]

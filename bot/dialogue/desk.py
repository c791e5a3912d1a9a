"""What the booking dialogue works with: the store, the calendar, the rules and the links, in one value."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.booking.bookings import Booking
from bot.booking.links import ManageLinks
from bot.booking.rules import BookingRules
from bot.calendars.port import Calendar
from bot.store import Store
from bot.wording import dutch
from bot.wording.texts import say


class Person(Protocol):
    """Whom a candidate can turn to."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything a booking needs. `deliver` writes a booking to the calendar now, within seconds.

    It returns the booking as it stands afterwards, and whether the calendar has it.
    """

    store: Store
    calendar: Calendar
    rules: BookingRules
    links: ManageLinks
    contact: Person
    deliver: Callable[[Booking, datetime], tuple[Booking, bool]]

    def say(self, key: str, **facts: Any) -> str:
        """Return a sentence of the booking dialogue; it may name the contact."""
        return say(f"booking.{key}", contact=self.contact, **facts)

    def card(self, booking: Booking, status: str) -> dict[str, Any]:
        """Return the card (docs/http-api.md) that shows `booking`, times in Brussels."""
        return {
            "type": "booking",
            "reference": booking.reference,
            "status": status,
            "start": booking.start.astimezone(dutch.BRUSSELS).isoformat(),
            "end": booking.end.astimezone(dutch.BRUSSELS).isoformat(),
            "join_url": booking.join_url,
            "ics_url": self.links.calendar_file(booking),
            "manage_url": self.links.page(booking),
        }

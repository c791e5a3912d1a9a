"""Why booking says no. Each carries the facts; the sentence for the candidate is the caller's.

BookingRefused
 ├── PeriodOver, NotOffered, TooSoon, SlotTaken                   about the moment
 ├── HoldExpired, AlreadyBooked, NotInvited                       about booking it
 ├── TooLate, TooManyMoves, TooManyResends                        about changing it
 └── NotFound, TooManyTries                                       about finding it
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.booking.grid import Reason

if TYPE_CHECKING:
    from bot.booking.bookings import Booking


class BookingRefused(Exception):
    """The parent of all refusals."""


class PeriodOver(BookingRefused):
    """The last day of interviews is behind us."""

    def __init__(self, *, last: date) -> None:
        super().__init__(last)
        self.last = last


class NotOffered(BookingRefused):
    """The vacancy's rules have no such moment; `reason` says which rule."""

    def __init__(self, *, start: datetime, reason: Reason) -> None:
        super().__init__(start, reason)
        self.start = start
        self.reason = reason


class TooSoon(BookingRefused):
    """The moment begins before `earliest`, the first instant that can still be had."""

    def __init__(self, *, start: datetime, earliest: datetime) -> None:
        super().__init__(start, earliest)
        self.start = start
        self.earliest = earliest


class SlotTaken(BookingRefused):
    """No interviewer is free; `reason` is TAKEN, INTERVIEWER_BUSY or CALENDAR_UNREADABLE."""

    def __init__(self, *, start: datetime, reason: Reason = Reason.TAKEN) -> None:
        super().__init__(start, reason)
        self.start = start
        self.reason = reason


class HoldExpired(BookingRefused):
    """The hold has run out or was given up; `start` is what it was for, if it ever was."""

    def __init__(self, *, start: datetime | None) -> None:
        super().__init__(start)
        self.start = start


class AlreadyBooked(BookingRefused):
    """The candidate has a live booking for this vacancy: show it only to who made it."""

    def __init__(self, *, booking: "Booking") -> None:
        super().__init__(booking.reference)
        self.booking = booking
        self.reference = booking.reference
        self.start = booking.start


class NotInvited(BookingRefused):
    """The vacancy takes only invited candidates and this e-mail address is not among them."""


class TooLate(BookingRefused):
    """The interview at `start` can be changed only until `deadline`."""

    def __init__(self, *, start: datetime, deadline: datetime) -> None:
        super().__init__(start, deadline)
        self.start = start
        self.deadline = deadline


class TooManyMoves(BookingRefused):
    """The booking has been moved `limit` times already."""

    def __init__(self, *, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class TooManyResends(BookingRefused):
    """The invitation has been sent again often enough; possible again at `retry_at`."""

    def __init__(self, *, retry_at: datetime) -> None:
        super().__init__(retry_at)
        self.retry_at = retry_at


class NotFound(BookingRefused):
    """There is no such booking, or it is not this person's: which of the two is not told."""


class TooManyTries(BookingRefused):
    """Too many wrong tries to find a booking; possible again at `retry_at`."""

    def __init__(self, *, retry_at: datetime) -> None:
        super().__init__(retry_at)
        self.retry_at = retry_at

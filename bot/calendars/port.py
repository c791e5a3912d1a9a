"""What booking asks of a calendar, whichever it is: who is busy, and one event per booking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class CalendarUnavailable(Exception):
    """The calendar did not do it now, perhaps later; `retry_after` in seconds if it said when."""

    def __init__(self, code: str, *, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


class CalendarRefused(Exception):
    """The calendar will not do it however often it is asked; `code` is its own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class EventGone(Exception):
    """The event to change does not stand in the calendar any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """A stretch in which someone is not free; aware."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWanted:
    """The event that should stand in `mailbox`; the same `transaction_id` always means the same event."""

    mailbox: str
    booking_id: str
    transaction_id: str
    start: datetime
    end: datetime
    subject: str
    text: str
    attendee_name: str
    attendee_email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteEvent:
    """An event that stands in a calendar, as the calendar names it; `join_url` opens the online meeting."""

    mailbox: str
    event_id: str
    etag: str | None
    ical_uid: str | None
    join_url: str | None


class Calendar(Protocol):
    """The verbs we use. Each is safe to repeat; each may raise CalendarUnavailable or CalendarRefused."""

    @property
    def invites(self) -> bool:
        """Tell whether the calendar itself sends the candidate an invitation: then the mail carries none."""
        ...

    def free_busy(
        self, mailboxes: Sequence[str], start: datetime, end: datetime
    ) -> Mapping[str, tuple[Busy, ...]]:
        """Return when each mailbox is busy; one that could not be read is left out, never shown free."""
        ...

    def create(self, event: EventWanted, *, timeout: float) -> RemoteEvent:
        """Put the event there, or return the one that stands there with its `transaction_id`. Seconds."""
        ...

    def move(self, remote: RemoteEvent, start: datetime, end: datetime, *, timeout: float) -> RemoteEvent:
        """Give the event another time. Raises EventGone."""
        ...

    def cancel(self, remote: RemoteEvent, comment: str, *, timeout: float) -> None:
        """Take the event away; one that is gone already counts as taken away."""
        ...

    def find(self, mailbox: str, booking_id: str, *, timeout: float) -> RemoteEvent | None:
        """Return the booking's event in the mailbox, if one stands there."""
        ...

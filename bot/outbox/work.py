"""Works the outbox off: the worker does all that is due, a confirmation tries its own booking at once."""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Thread

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.booking.links import ManageLinks
from bot.booking.lookup import get_booking
from bot.booking.outgoing import DELIVERY, MAIL
from bot.booking.tables import OutboxRow
from bot.calendars.port import Calendar, CalendarRefused, CalendarUnavailable
from bot.invitations.mailers import Mailer, MailRefused, MailUnavailable
from bot.outbox.backoff import delay_before
from bot.outbox.effects import Hands, NotNeeded, perform
from bot.outbox.queue import OPEN, Task, bury, claim, finish, postpone
from bot.store import Store

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 800  # some two days of five minutes: a weekend without a calendar loses nothing
AT_ONCE = 100
CALL_SECONDS = 20.0
Jitter = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """How far a booking's last change has come; what is not yet, the worker goes on with."""

    calendar: bool
    mail: bool
    join_url: str | None


def work_once(
    store: Store,
    calendar: Calendar,
    mailer: Mailer,
    *,
    links: ManageLinks,
    now: datetime,
    jitter: Jitter = random.random,
) -> int:
    """Do what is due, at most a hundred tasks; return how many were tried."""
    hands = Hands(store=store, calendar=calendar, mailer=mailer, links=links)
    for tried in range(AT_ONCE):
        task = claim(store, now=now)
        if task is None:
            return tried
        _do(hands, task, timeout=CALL_SECONDS, now=now, jitter=jitter)
    return AT_ONCE


def deliver_now(
    store: Store,
    calendar: Calendar,
    mailer: Mailer,
    booking_id: str,
    *,
    links: ManageLinks,
    now: datetime,
    budget_seconds: float = 5.0,
    jitter: Jitter = random.random,
) -> Delivered:
    """Try the calendar and the mail of one booking at once and tell how far it came within the budget.

    After that it goes on by itself, or the worker does: the lease keeps them apart.
    """
    hands = Hands(store=store, calendar=calendar, mailer=mailer, links=links)

    def deliver() -> None:
        try:
            while (task := claim(store, now=now, booking_id=booking_id)) is not None:
                _do(hands, task, timeout=budget_seconds, now=now, jitter=jitter)
        except SQLAlchemyError as error:  # the worker goes on; only its class, its message quotes the row
            log.warning("delivering at once failed: %s", type(error).__name__)

    thread = Thread(target=deliver, name="deliver", daemon=True)
    thread.start()
    thread.join(budget_seconds)
    return how_far(store, booking_id)


def how_far(store: Store, booking_id: str) -> Delivered:
    """Tell what of a booking's changes stands in the calendar and has been mailed."""
    waiting = select(OutboxRow.operation).where(
        OutboxRow.booking_id == booking_id,
        OutboxRow.channel == DELIVERY,
        OutboxRow.state.in_((*OPEN, "dead")),
    )
    with store.read() as session:
        operations = session.scalars(waiting).all()
    letters = [operation for operation in operations if operation.startswith(MAIL)]
    return Delivered(
        calendar=len(letters) == len(operations),
        mail=not letters,
        join_url=get_booking(store, booking_id).join_url,
    )


def _do(hands: Hands, task: Task, *, timeout: float, now: datetime, jitter: Jitter) -> None:
    try:
        record = perform(hands, task, timeout=timeout)
    except NotNeeded:
        with hands.store.begin() as session:
            finish(session, task, now=now, dropped=True)
    except (CalendarRefused, MailRefused) as error:
        _give_up(hands.store, task, error.code, now=now)
    except (CalendarUnavailable, MailUnavailable) as error:
        after = error.retry_after if isinstance(error, CalendarUnavailable) else None
        _try_later(hands.store, task, error.code, after, now=now, jitter=jitter)
    except Exception as error:  # noqa: BLE001 (whatever an adapter raises, the other bookings go on)
        # Only its class: the message of an unknown error may hold a name or an address.
        _try_later(hands.store, task, type(error).__name__, None, now=now, jitter=jitter)
    else:
        with hands.store.begin() as session:
            if finish(session, task, now=now):
                record(session, now)


def _try_later(
    store: Store, task: Task, code: str, retry_after: float | None, *, now: datetime, jitter: Jitter
) -> None:
    if task.attempts >= MOST_ATTEMPTS:
        _give_up(store, task, code, now=now)
        return
    wait = delay_before(task.attempts, retry_after=retry_after, jitter=jitter())
    log.warning("outbox %d %s: %s, try %d, again in %.0f s", *_named(task), code, task.attempts, wait)
    with store.begin() as session:
        postpone(session, task, until=now + timedelta(seconds=wait), error=code)


def _give_up(store: Store, task: Task, code: str, *, now: datetime) -> None:
    log.error("outbox %d %s: given up: %s", *_named(task), code)
    with store.begin() as session:
        bury(session, task, now=now, error=code)


def _named(task: Task) -> tuple[int, str]:
    return task.id, task.operation

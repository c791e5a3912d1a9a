"""The loop of the worker process: calendar and mail that are due, stale holds, and other parts' chores."""

import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

from bot.booking.housekeeping import sweep
from bot.booking.links import ManageLinks
from bot.calendars.port import Calendar
from bot.chat.memory import purge
from bot.clock import Clock, SystemClock
from bot.invitations.mailers import Mailer
from bot.outbox.work import work_once
from bot.settings import read_settings
from bot.store import Store
from bot.wiring import wire

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
CHORES_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerParts:
    """What the worker works with. `chores` are called every minute with the present instant."""

    store: Store
    calendar: Calendar
    mailer: Mailer
    links: ManageLinks
    clock: Clock
    chores: tuple[Callable[[datetime], object], ...] = ()


def run(parts: WorkerParts, stop: Event, *, pause_seconds: float = PAUSE_SECONDS) -> None:
    """Work until `stop` is set; no failure of one round ends the next."""
    chores_due = parts.clock.now()
    while not stop.is_set():
        now = parts.clock.now()
        _guarded(lambda at: _work(parts, at), now)
        if now >= chores_due:
            chores_due = now + CHORES_EVERY
            for chore in (lambda at: sweep(parts.store, now=at), *parts.chores):
                _guarded(chore, now)
        stop.wait(pause_seconds)


def _work(parts: WorkerParts, now: datetime) -> None:
    work_once(parts.store, parts.calendar, parts.mailer, links=parts.links, now=now)


def _guarded(chore: Callable[[datetime], object], now: datetime) -> None:
    try:
        chore(now)
    except Exception as error:  # noqa: BLE001 (the worker outlives a database that is away for a while)
        # Only its class: a database error's message quotes the row.
        log.error("the worker's round failed: %s", type(error).__name__)


def main() -> None:
    """Work until the process is told to stop."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    app = wire(read_settings())
    stop = Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stop.set())
    run(
        WorkerParts(
            store=app.store,
            calendar=app.calendar,
            mailer=app.mailer,
            links=app.links,
            clock=app.clock,
            # The engine dates its dialogues by the real clock, whatever day the product plays on.
            chores=(lambda _now: purge(app.settings.dialogues_file, now=SystemClock().now()),),
        ),
        stop,
    )


if __name__ == "__main__":
    main()

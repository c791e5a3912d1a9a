"""Run as a program by test_kill.py: does a use case again and again, killed (-9) one step later each time.

A step is a statement to the database, a commit or the renaming of a file. It forks for each try, so that
one start of Python serves every matrix. Reads a JSON line per matrix, prints one with its tries.
"""

import json
import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.booking import service
from bot.booking.grid import all_moments
from bot.calendars.local import LocalCalendar
from bot.invitations.mailers import FileMailer
from bot.outbox.work import deliver_now
from bot.store import Store
from tests.booking_factories import LINKS, NOW, a_booking, a_candidate, some_rules
from tests.integration.conftest import forget_power_cuts

RULES = some_rules()
MOMENTS = all_moments(RULES)
MOST_STEPS = 90


@dataclass
class Killer:
    """Kills its own process just before the `fatal` step."""

    fatal: int
    steps: int = field(default=0)

    def watch(self, store: Store) -> None:
        event.listen(store.engine, "before_cursor_execute", lambda *_: self.step())
        event.listen(store.engine, "commit", lambda *_: self.step())
        sys.addaudithook(lambda name, _: self.step() if name == "os.rename" else None)

    def step(self) -> None:
        self.steps += 1
        if self.steps == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Do what each line on standard input asks, until there are no more."""
    for line in sys.stdin:
        print(json.dumps(killed_at_each_step(**json.loads(line))), flush=True)  # noqa: T201


def killed_at_each_step(
    *, url: str, mails: str, use_case: str, first: int, stride: int
) -> list[dict[str, Any]]:
    """Try until the use case ends before its fatal step: the `first`, then `stride` further each time."""
    store, tries = Store(url), []
    forget_power_cuts(store)
    mailer = FileMailer(Path(mails))
    _do(store, mailer, use_case, 0, _prepare(store, mailer, use_case, 0))  # what is slow the first time only
    for fatal in range(first, MOST_STEPS, stride):
        identity = _prepare(store, mailer, use_case, fatal)
        store.close()  # a fork may not share a connection
        child = os.fork()
        if child == 0:
            Killer(fatal).watch(store)
            _do(store, mailer, use_case, fatal, identity)
            os._exit(0)
        survived = os.waitpid(child, 0)[1] == 0
        tries.append({"step": fatal, "booking": identity, "survived": survived})
        if survived:
            break
    store.close()
    return tries


def _prepare(store: Store, mailer: FileMailer, use_case: str, number: int) -> str:
    calendar = LocalCalendar(store)
    start, name = MOMENTS[2 * number].start, f"chat-{number}"
    if use_case == "book":
        return service.hold(store, calendar, RULES, start, conversation=name, now=NOW).id
    candidate = a_candidate(number)
    mine = a_booking(store, calendar, RULES, start=start, candidate=candidate, conversation=name)
    deliver_now(store, calendar, mailer, mine.id, links=LINKS, now=NOW)
    if use_case == "move to a colleague":
        target = MOMENTS[2 * number + 1]
        calendar.add_busy(mine.interviewer, target.start, target.end, subject="Vergadering")
    return mine.id


def _do(store: Store, mailer: FileMailer, use_case: str, number: int, identity: str) -> None:
    calendar = LocalCalendar(store)
    if use_case == "book":
        service.book(store, RULES, identity, a_candidate(number), now=NOW, calendar=calendar)
    else:
        service.move(store, calendar, RULES, identity, MOMENTS[2 * number + 1].start, now=NOW)
    deliver_now(store, calendar, mailer, identity, links=LINKS, now=NOW)


if __name__ == "__main__":
    main()

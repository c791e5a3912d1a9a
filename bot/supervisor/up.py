"""Starts the whole product and keeps it running: install, train, migrate, then one arbiter over all parts."""

import logging
import socket
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from circus import get_arbiter
from circus.exc import ConflictError

from bot.clock import SystemClock
from bot.settings import Settings
from bot.supervisor import console
from bot.supervisor.engine_room import StartFailed, quiet_environment
from bot.supervisor.programs import Program

READY_WITHIN = 180.0
STARTS_BEFORE_GIVING_UP = 3
STOP_WITHIN = 10.0


def check_ports(programs: Sequence[Program]) -> None:
    """Raise StartFailed, naming the setting, when a port that a part needs is taken."""
    for program in programs:
        if program.port is None:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", program.port))
            except OSError as error:
                raise StartFailed(
                    f"port {program.port} is in use ({program.name}): stop what uses it, "
                    f"or set {program.port_setting}"
                ) from error


def run(programs: Sequence[Program], settings: Settings, *, when_ready: Callable[[], None]) -> None:
    """Run `programs` until Ctrl-C or SIGTERM, restarting any that falls over.

    Raises StartFailed when they do not all become ready.
    """
    logging.getLogger("tornado.application").addFilter(_is_no_conflict)
    width = max(len(program.name) for program in programs)
    shared = _environment(settings)
    with tempfile.TemporaryDirectory(prefix="vb-") as sockets:
        arbiter = get_arbiter(
            [_watcher(program, order, width, shared) for order, program in enumerate(programs)],
            controller=f"ipc://{sockets}/control",
            pubsub_endpoint=f"ipc://{sockets}/events",
            check_delay=1.0,
        )
        failure: list[StartFailed] = []
        follower = threading.Thread(
            target=_follow, args=(arbiter, programs, when_ready, failure), daemon=True, name="readiness"
        )
        arbiter.start(cb=lambda _: follower.start())
    if failure:
        raise failure[0]


def _is_no_conflict(record: logging.LogRecord) -> bool:
    # While the arbiter stops, its own periodic check finds it busy and says so each second.
    return not (record.exc_info and isinstance(record.exc_info[1], ConflictError))


def _environment(settings: Settings) -> dict[str, str]:
    since = settings.clock_since or SystemClock().now()
    return quiet_environment() | {"BOT_CLOCK_SINCE": since.isoformat(), "SANIC_HOST": "127.0.0.1"}


def _watcher(program: Program, order: int, width: int, shared: dict[str, str]) -> dict[str, Any]:
    stream = {"stream": _PrefixedLines(console.prefix(program.name, order, width=width))}
    return {
        "name": program.name,
        "cmd": program.command[0],
        "args": list(program.command[1:]),
        "env": shared | dict(program.environment),
        "stdout_stream": stream,
        "stderr_stream": stream,
        "graceful_timeout": STOP_WITHIN,
        "stop_children": True,
        "close_child_stdin": True,
    }


class _PrefixedLines:
    """Writes what a process prints as whole lines with its name before them."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._rest: dict[int, str] = defaultdict(str)

    def __call__(self, data: dict[str, Any]) -> None:
        text = self._rest[data["pid"]] + data["data"].decode("utf-8", errors="replace")
        *lines, self._rest[data["pid"]] = text.split("\n")
        for text_line in lines:
            if text_line.strip():
                console.line(self._mark + text_line.rstrip())

    def close(self) -> None:
        """The arbiter closes its streams; nothing is held here."""


def _follow(
    arbiter: Any, programs: Sequence[Program], when_ready: Callable[[], None], failure: list[StartFailed]
) -> None:
    try:
        _wait_until_ready(arbiter, programs)
    except StartFailed as error:
        failure.append(error)
        arbiter.loop.add_callback(partial(arbiter.stop))
    else:
        when_ready()


def _wait_until_ready(arbiter: Any, programs: Sequence[Program]) -> None:
    waiting = [program for program in programs if program.ready]
    starts: dict[str, set[int]] = defaultdict(set)
    deadline = time.monotonic() + READY_WITHIN
    with console.step("Alle onderdelen starten"):
        while waiting and time.monotonic() < deadline:
            waiting = [program for program in waiting if not _answers(program.ready or "")]
            for watcher in arbiter.watchers:
                starts[watcher.name].update(watcher.processes)
                if len(starts[watcher.name]) >= STARTS_BEFORE_GIVING_UP:
                    raise StartFailed(f"{watcher.name} keeps stopping: its last lines above say why")
            time.sleep(0.25)
        if waiting:
            names = ", ".join(program.name for program in waiting)
            raise StartFailed(f"not ready after {READY_WITHIN:.0f} s: {names}")


def _answers(address: str) -> bool:
    with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310
        return bool(answer.status == 200)
    return False


def project_root() -> Path:
    """Return the folder of the Rasa project: where the command is given."""
    root = Path.cwd()
    if not (root / "domain.yml").exists():
        raise StartFailed(f"no domain.yml in {root}: start from the project's folder")
    return root

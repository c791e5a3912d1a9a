"""A real engine with its actions, started for an evaluation and talked to as the chat does."""

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx

from bot.migrations.run import migrate
from bot.settings import Settings
from bot.supervisor import engine_room
from bot.supervisor.engine_room import StartFailed
from bot.supervisor.programs import Program, programs
from bot.understanding.judging import Ask, Replies

READY_WITHIN = 180.0


@contextmanager
def running(settings: Settings, *, root: Path, model: Path) -> Iterator[Ask]:
    """Start engine and actions on free ports with nothing remembered. Raises StartFailed."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as started:
        engine_port, actions_port = free_ports(2)
        own = settings.model_copy(
            update={
                "data_dir": Path(folder),
                "engine_url": f"http://127.0.0.1:{engine_port}",
                "actions_url": f"http://127.0.0.1:{actions_port}",
                "database_url": None,
            }
        )
        migrate(own.database)
        parts = programs(own, root=root, model=model)
        needed = [part for part in parts if part.name in ("engine", "actions")]
        for part in needed:
            started.enter_context(_process(part, own, root, Path(folder)))
        for part in needed:
            _wait(part)
        with asking(own.engine_url) as ask:
            yield ask


@contextmanager
def asking(engine_url: str) -> Iterator[Ask]:
    """Talk to the engine at `engine_url`: each sender is a conversation of its own."""
    with httpx.Client(base_url=engine_url, timeout=30, trust_env=False) as client:

        def ask(sender: str, text: str) -> Replies:
            body = {"sender": sender, "message": text}
            answer = client.post("/webhooks/rest/webhook", json=body).raise_for_status()
            items: list[dict[str, Any]] = answer.json()
            return [item["custom"] for item in items if "custom" in item]

        yield ask


@contextmanager
def _process(part: Program, settings: Settings, root: Path, folder: Path) -> Iterator[None]:
    environment = engine_room.quiet_environment() | dict(part.environment)
    environment |= {
        "BOT_DATA_DIR": str(folder),
        "BOT_DATABASE_URL": settings.database,
        "BOT_ENGINE_URL": settings.engine_url,
        "BOT_ACTIONS_URL": settings.actions_url,
    }
    with (folder / f"{part.name}.log").open("wb") as log:
        process = subprocess.Popen(part.command, cwd=root, env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(part: Program) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        try:
            if httpx.get(part.ready or "", timeout=2, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            time.sleep(0.25)
    raise StartFailed(f"{part.name} was not ready after {READY_WITHIN:.0f} s")


def free_ports(count: int) -> list[int]:
    """Return ports of the loopback interface that nothing uses now."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports

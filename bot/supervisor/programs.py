"""The processes that make up the product: what starts each, and how it is known to be ready."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.settings import Settings
from bot.supervisor import engine_room


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One process. `ready` is the address that answers 200 once it works; None = it only has to run."""

    name: str
    command: tuple[str, ...]
    port: int | None = None
    port_setting: str = ""
    ready: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


def programs(settings: Settings, *, root: Path, model: Path) -> list[Program]:
    """Return the processes of the product, the slowest to start first."""
    return [
        engine(settings, root=root, model=model),
        Program(
            name="actions",
            command=(sys.executable, "-m", "actions"),
            port=urlsplit(settings.actions_url).port,
            port_setting="BOT_ACTIONS_URL",
            ready=f"{settings.actions_url}/health",
        ),
        Program(
            name="web",
            command=(sys.executable, "-m", "bot.web"),
            port=settings.port,
            port_setting="BOT_PORT",
            ready=f"http://127.0.0.1:{settings.port}/health/ready",
        ),
        Program(name="worker", command=(sys.executable, "-m", "bot.worker")),
    ]


def engine(settings: Settings, *, root: Path, model: Path, with_api: bool = False) -> Program:
    """Return the engine; its own HTTP API is only for measuring, never for the product."""
    settings.dialogues_file.parent.mkdir(parents=True, exist_ok=True)
    port = urlsplit(settings.engine_url).port
    options = ("--model", str(model), "--interface", "127.0.0.1", "--port", str(port))
    return Program(
        name="engine",
        command=(*engine_room.rasa(root), "run", *options, *(("--enable-api",) if with_api else ())),
        port=port,
        port_setting="BOT_ENGINE_URL",
        ready=f"{settings.engine_url}/",
        environment={
            "BOT_ACTIONS_URL": settings.actions_url,
            "BOT_TRACKER_FILE": str(settings.dialogues_file),
            "LOG_LEVEL": "WARNING",
        },
    )

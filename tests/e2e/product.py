"""The whole product as a candidate meets it: started as `make run` starts it, spoken to over HTTP."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.understanding.running import free_ports

ROOT = Path(__file__).parents[2]
OPEN_DAY = "2026-06-22T10:00:00+02:00"
READY_WITHIN = 240.0


@dataclass(kw_only=True)
class Product:
    """A running product; `log` is what its supervisor printed."""

    url: str
    engine_url: str
    actions_url: str
    data_dir: Path
    log: Path
    process: "subprocess.Popen[bytes]"

    def conversation(self) -> "Conversation":
        """Open a chat, as the page does."""
        opened = httpx.post(f"{self.url}/api/conversations", json={}, timeout=15)
        opened.raise_for_status()
        body = opened.json()
        return Conversation(url=self.url, token=body["token"], messages=list(body["messages"]))

    @contextmanager
    def kept_open(self) -> Iterator["Conversation"]:
        """Open a chat whose connection is kept, as a browser keeps it."""
        chat = self.conversation()
        with httpx.Client(timeout=30) as chat.http:
            yield chat

    def all_pids(self) -> list[int]:
        """Return the process ids of every part, the supervisor too."""
        return self.pids("")

    def pids(self, name: str) -> list[int]:
        """Return the process ids of the parts whose command line holds `name`."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                environment = (folder / "environ").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if name in command and f"BOT_DATA_DIR={self.data_dir}\0" in environment:
                found.append(int(folder.name))
        return found


@dataclass(kw_only=True)
class Conversation:
    """One candidate's chat."""

    url: str
    token: str
    messages: list[dict[str, Any]] = field(default_factory=list)
    http: Any = httpx

    def press_first_slot(self) -> list[dict[str, Any]]:
        """Press the first moment of the newest offer."""
        card = next(message["card"] for message in reversed(self.messages) if message["card"])
        return self._turn({"button": card["days"][0]["slots"][0]["button"]}, {})

    def say(self, text: str, **headers: str) -> list[dict[str, Any]]:
        """Type `text`; returns the bot's messages of this turn."""
        return self._turn({"text": text}, headers)

    def press(self, title: str) -> list[dict[str, Any]]:
        """Press the newest button with this title, or the newest slot whose label starts with it."""
        return self._turn({"button": self.button(title)}, {})

    def button(self, title: str) -> str:
        for message in reversed(self.messages):
            for button in message["buttons"]:
                if button["title"] == title:
                    return str(button["id"])
            for day in (message["card"] or {}).get("days", ()):
                for slot in day["slots"]:
                    if slot["label"].startswith(title):
                        return str(slot["button"])
        raise AssertionError(f"no button {title!r} in {self.messages[-1]}")

    def post(self, body: Any, **headers: str) -> httpx.Response:
        """Send a turn and return the raw answer."""
        headers = self._headers() | headers
        return self.http.post(f"{self.url}/api/messages", json=body, headers=headers, timeout=30)

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"{self.url}{path}", headers=self._headers(), timeout=15)

    def _turn(self, body: dict[str, str], headers: dict[str, str]) -> list[dict[str, Any]]:
        answer = self.post(body, **headers)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        replies: list[dict[str, Any]] = answer.json()["messages"]
        self.messages += replies
        return replies

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@contextmanager
def started(data_dir: Path, **settings: str) -> Iterator[Product]:
    """Start the product on free ports with its own data folder, and stop it as Ctrl-C does."""
    data_dir.mkdir(parents=True, exist_ok=True)
    _share_models(data_dir)
    web, engine, actions = free_ports(3)
    log = data_dir / "up.log"
    environment = _clean_environment() | {
        "BOT_PORT": str(web),
        "BOT_ENGINE_URL": f"http://127.0.0.1:{engine}",
        "BOT_ACTIONS_URL": f"http://127.0.0.1:{actions}",
        "BOT_DATA_DIR": str(data_dir),
        "BOT_CLOCK": OPEN_DAY,
        **settings,
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "up"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    product = Product(
        url=f"http://localhost:{web}",
        engine_url=f"http://127.0.0.1:{engine}",
        actions_url=f"http://127.0.0.1:{actions}",
        data_dir=data_dir,
        log=log,
        process=process,
    )
    try:
        _wait_until_ready(product)
        yield product
    finally:
        stop(process)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Press Ctrl-C and wait; a product that does not stop by itself is ended, loudly."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=40)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def _wait_until_ready(product: Product) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        if re.search("^Klaar", product.log.read_text(errors="replace"), re.MULTILINE):
            return
        if product.process.poll() is not None:
            break
        time.sleep(0.2)
    raise AssertionError(f"the product did not start:\n{product.log.read_text(errors='replace')[-3000:]}")


def _share_models(data_dir: Path) -> None:
    # A model belongs to its training data, not to a data folder: training once serves every test.
    models = ROOT / "var" / "models"
    models.mkdir(parents=True, exist_ok=True)
    if not (data_dir / "models").exists():
        (data_dir / "models").symlink_to(models)


def _clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}

"""A real web app on loopback with a real engine-shaped server behind it, and a person who chats with it."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from bot.booking.links import ManageLinks
from bot.booking.rules import BookingRules
from bot.calendars.port import Busy
from bot.chat.engine import Engine
from bot.chat.greeting import ChatVacancy, Contact, Theme, greet
from bot.store import Base, Store
from bot.transcripts import tables  # noqa: F401 (their tables are made below)
from bot.vacancy.values import Link
from bot.web.app import WebParts, create_app
from bot.web.booking_page import BookingDesk
from bot.web.serving import server_config
from bot.web.vacancy_page import Section, VacancyPage

NOW = datetime(2026, 6, 22, 8, 0, tzinfo=UTC)  # Monday, ten o'clock in Brussels
CONTACT = Contact(name="Jo Voorbeeld", email="jo@voorbeeld.example", phone="056 00 00 00")


@dataclass
class FixedClock:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


def answers(*items: dict[str, Any]) -> bytes:
    """The engine's answer with these custom messages."""
    return json.dumps([{"recipient_id": "x", "custom": item} for item in items]).encode()


def an_item(**changed: Any) -> dict[str, Any]:
    item: dict[str, Any] = {
        "kind": "answer",
        "text": "33 tot 35 dagen.",
        "source": "Wat bieden we nog meer?",
        "topic": "leave_days",
        "buttons": [],
        "card": None,
        "understood": {"intent": "leave_days", "confidence": 0.9},
    }
    return item | changed


@dataclass
class FakeEngine:
    """Speaks HTTP as the engine does; `answer` decides on the body, `heard` is what it was told."""

    answer: Callable[[str], bytes] = lambda _message: answers(an_item())
    status: int = 200
    delay: float = 0.0
    heard: list[dict[str, str]] = field(default_factory=list)
    together: int = 0
    most_together: int = 0
    url: str = ""

    @property
    def messages(self) -> list[str]:
        return [body["message"] for body in self.heard]


def _handler(engine: FakeEngine) -> type[BaseHTTPRequestHandler]:
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                engine.heard.append(body)
                engine.together += 1
                engine.most_together = max(engine.most_together, engine.together)
            time.sleep(engine.delay)
            with lock:
                engine.together -= 1
            self._send(engine.status, engine.answer(body["message"]))

        def do_GET(self) -> None:
            self._send(200, b"Hello from Rasa")

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@contextmanager
def a_running_engine() -> Iterator[FakeEngine]:
    engine = FakeEngine()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(engine))
    server.daemon_threads = True
    engine.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield engine
    server.shutdown()
    server.server_close()


class EmptyCalendar:
    """A calendar in which everybody is always free."""

    def free_busy(self, mailboxes: Any, *_: datetime) -> dict[str, tuple[Busy, ...]]:
        return dict.fromkeys(mailboxes, ())

    def __getattr__(self, _name: str) -> Any:
        raise AssertionError("the pages write nothing in a calendar")


def a_rulebook() -> BookingRules:
    person = {"name": "An Example", "mailbox": "an@voorbeeld.example"}
    rules = {
        "vacancy": "tuinier-2026",
        "title": "Interview tuinier",
        "time_zone": "Europe/Brussels",
        "period": {"first": date(2026, 6, 30), "last": date(2026, 7, 2)},
        "slot_minutes": 20,
        "working_hours": [{"from": "09:00", "until": "10:00"}],
        "interviewers": [person],
        "minimum_notice_hours": {"book": 4, "move": 4},
        "max_moves": 1,
        "hold_minutes": 10,
        "access": "open",
        "sender": {"name": "Stad Voorbeeld", "mailbox": "bot@voorbeeld.example"},
        "contact": {"name": CONTACT.name, "mailbox": CONTACT.email, "phone": CONTACT.phone},
    }
    return BookingRules.model_validate(rules)


def the_parts(store: Store, engine_url: str, **changed: Any) -> WebParts:
    clock = changed.setdefault("clock", FixedClock())
    themes = (Theme(title="Loon", payload="/salary_range"), Theme(title="Verlof", payload="/leave_days"))
    vacancy = ChatVacancy(
        id="tuinier-2026", title="Tuinier", employer="Stad Voorbeeld", contact=CONTACT, themes=themes
    )
    desk = BookingDesk(
        store=store,
        clock=clock,
        rules=a_rulebook(),
        calendar=EmptyCalendar(),
        links=ManageLinks(secret=b"s" * 32, base_url="http://127.0.0.1"),
        calendar_file=lambda booking: f"BEGIN:VCALENDAR {booking.reference}".encode(),
        settle=changed.pop("settle", lambda _booking: None),
    )
    parts: dict[str, Any] = {
        "store": store,
        "engine": Engine(
            engine_url, turn_seconds=changed.pop("turn_seconds", 12.0), memory=changed.pop("memory", None)
        ),
        "vacancy": vacancy,
        "page": VacancyPage(
            title="Tuinier",
            employer="Stad Voorbeeld",
            summary="Je verzorgt <parken>.",
            sections=(Section(title="Loon", text="Tussen 1 en 2 euro.\n- met cheques"),),
            apply_by=date(2026, 6, 25),
            apply_page=Link(name="Vacatures", address="https://voorbeeld.example/vacature"),
            greeting=greet(vacancy),
        ),
        "desk": desk,
        "rate_limits": False,
    }
    return WebParts(**(parts | changed))


@contextmanager
def a_running_app(parts: WebParts) -> Iterator[httpx.Client]:
    """The app on a free port of loopback, with the very settings that serve it in earnest."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(server_config(create_app(parts), host="127.0.0.1", port=0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    limits = httpx.Limits(max_connections=100)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with httpx.Client(base_url=address, timeout=30, limits=limits, trust_env=False) as client:
        _wait_until_up(client)
        yield client
    server.should_exit = True
    thread.join(timeout=20)


def _wait_until_up(client: httpx.Client) -> None:
    for _ in range(200):
        try:
            client.get("/health/live")
        except httpx.TransportError:
            threading.Event().wait(0.02)
        else:
            return
    raise AssertionError("the app did not start")


def a_store(folder: Path) -> Store:
    store = Store(f"sqlite:///{folder / 'bot.db'}")
    Base.metadata.create_all(store.engine)
    return store


class Candidate:
    """Somebody who chats over the HTTP API."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        begun = client.post("/api/conversations", json={})
        assert begun.status_code == 201, begun.text
        self.token: str = begun.json()["token"]
        self.greeting: list[dict[str, Any]] = begun.json()["messages"]

    def post(self, body: Any, *, key: str | None = None) -> httpx.Response:
        headers = self.bearer | ({"Idempotency-Key": key} if key is not None else {})
        return self.client.post("/api/messages", json=body, headers=headers)

    def say(self, text: str, *, key: str | None = None) -> list[dict[str, Any]]:
        answer = self.post({"text": text}, key=key)
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def press(self, button: str) -> list[dict[str, Any]]:
        answer = self.post({"button": button})
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def everything(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self.get("/api/messages").json()["messages"]
        return messages

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path, headers=self.bearer)

    def erase(self) -> httpx.Response:
        return self.client.delete("/api/conversations", headers=self.bearer)

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

"""A chat without the engine: the real actions on a real store, and what is understood is dictated."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import booking as acts
from bot.booking.bookings import Booking
from bot.booking.lookup import get_booking
from bot.booking.rules import BookingRules
from bot.calendars.local import LocalCalendar
from bot.calendars.port import Calendar
from bot.dialogue.booking_form import Field
from bot.dialogue.desk import Desk
from bot.invitations.mailers import FileMailer, Mailer
from bot.outbox.work import deliver_now
from bot.store import Store
from tests.booking_factories import LINKS, NOW, some_rules

FORMS = {
    **dict.fromkeys(("book_interview", "inform_moment"), "booking_form"),
    **dict.fromkeys(
        ("show_interview", "move_interview", "cancel_interview", "resend_invitation"), "managing_form"
    ),
}
# What the engine understands of the sentences in these tests; anything else is not understood.
UNDERSTOOD = {
    "ja": "affirm",
    "nee": "deny",
    "stop": "stop",
    "annuleer maar": "cancel_interview",
    "opnieuw beginnen": "start_again",
    "weet ik niet": "dont_know",
}


@dataclass
class Clock:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@dataclass
class Office:
    """What the actions reach of the App; `mail` is a folder."""

    store: Store
    mail: Path
    rules: BookingRules = field(default_factory=some_rules)
    clock: Clock = field(default_factory=Clock)
    calendar: Calendar | None = None
    mailer: Mailer | None = None

    def __post_init__(self) -> None:
        self.calendar = self.calendar or LocalCalendar(self.store)
        self.mailer = self.mailer or FileMailer(self.mail)

    @property
    def desk(self) -> Desk:
        assert self.calendar is not None
        return Desk(
            store=self.store,
            calendar=self.calendar,
            rules=self.rules,
            links=LINKS,
            contact=_Contact(),
            deliver=self.deliver,
        )

    def deliver(self, booking: Booking, now: datetime) -> tuple[Booking, bool]:
        assert self.calendar is not None
        assert self.mailer is not None
        done = deliver_now(self.store, self.calendar, self.mailer, booking.id, links=LINKS, now=now)
        return get_booking(self.store, booking.id), done.calendar


@dataclass(frozen=True)
class _Contact:
    name: str = "Vera"
    email: str = "vera@test.example"
    phone: str = "056 00 00 00"


@dataclass
class Talk:
    """One candidate's chat. Plays the engine's part: forms, their order, questions in between."""

    office: Office
    conversation: str = "chat-1"
    slots: dict[str, Any] = field(default_factory=dict)
    active: str | None = None
    asked: str | None = None
    heard: list[dict[str, Any]] = field(default_factory=list)
    buttons: dict[str, str] = field(default_factory=dict)

    def say(self, text: str, intent: str | None = None, confidence: float = 0.9) -> str:
        """Type `text`, understood as `intent`; returns all that the bot says to it."""
        understood = intent or UNDERSTOOD.get(text.lower(), "nlu_fallback")
        return self._turn({"text": text, "intent": {"name": understood, "confidence": confidence}})

    def press(self, title: str) -> str:
        """Press the newest button whose title starts with `title`, or an older one that was kept."""
        payload = next(self.buttons[known] for known in reversed(self.buttons) if known.startswith(title))
        return self.send(payload)

    def send(self, payload: str) -> str:
        """Press a button by what it stands for."""
        intent, _, entities = payload.removeprefix("/").partition("{")
        found = [part.split('":"') for part in entities.rstrip("}").split(",")] if entities else []
        message = {
            "text": payload,
            "intent": {"name": intent, "confidence": 1.0},
            "entities": [{"entity": name.strip('"'), "value": value.strip('"')} for name, value in found],
        }
        return self._turn(message)

    def wait(self, minutes: int) -> None:
        """Let time pass, for everyone in the office."""
        self.office.clock.at += timedelta(minutes=minutes)

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The cards of the bot's last turn."""
        return [dict(reply["card"]) for reply in self.heard if reply["card"]]

    def offered(self) -> list[str]:
        """The labels of the moments on offer in the last turn."""
        days = next(card["days"] for card in self.cards if card["type"] == "slots")
        return [slot["label"] for day in days for slot in day["slots"]]

    def _turn(self, message: dict[str, Any]) -> str:
        self.heard = []
        intent = message["intent"]["name"]
        if self.active is None:
            self._start(intent, message)
        elif not self._validate(message):
            self._rejected(intent, message)
        return "\n".join(reply["text"] for reply in self.heard)

    def _rejected(self, intent: str, message: dict[str, Any]) -> None:
        if intent in FORMS and FORMS[intent] != self.active:
            self._start(intent, message)
        else:
            self._small(intent)
            self._ask()

    def _start(self, intent: str, message: dict[str, Any]) -> None:
        if intent not in FORMS:
            self._small(intent)
            return
        self.active, self.asked = FORMS[intent], None
        if not self._validate(message):
            self._ask()

    def _small(self, intent: str) -> None:
        self.heard.append({"kind": "answer", "text": f"[{intent}]", "buttons": (), "card": None})

    def _validate(self, message: dict[str, Any]) -> bool:
        action = acts.ValidateBookingForm if self.active == "booking_form" else acts.ValidateManagingForm
        events = self._run(action(self.office), message)  # type: ignore[arg-type]
        if not events:
            return False
        if any(event["event"] == "slot" and event["name"] == "requested_slot" for event in events):
            self.active = self.asked = None
        following = [event["name"] for event in events if event["event"] == "followup"]
        self.active = following[0] if following else self.active
        if self.active is not None:
            self._ask()
        return True

    def _ask(self) -> None:
        if self.active == "managing_form":
            self.asked = "managing_done"
            self._run(acts.AskManaging(self.office), {})  # type: ignore[arg-type]
            return
        missing = next(one for one in Field if self.slots.get(one) is None)
        self.asked = missing.value
        self._run(acts.AskBooking(self.office, missing), {})  # type: ignore[arg-type]

    def _run(self, action: Any, message: dict[str, Any]) -> list[dict[str, Any]]:
        done = [{"event": "action", "name": name} for name in ("action_listen", self.active)]
        slots = {**self.slots, "requested_slot": self.asked}
        tracker = Tracker(self.conversation, slots, message, done, False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        events: list[dict[str, Any]] = asyncio.run(action.run(dispatcher, tracker, {}))
        for event in events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        for sent in dispatcher.messages:
            assert sent["custom"]["kind"] != "failure", "an action failed"
            self._hear(sent["custom"])
        return events

    def _hear(self, reply: dict[str, Any]) -> None:
        self.heard.append(reply)
        for button in reply["buttons"]:
            self.buttons.pop(button["title"], None)
            self.buttons[button["title"]] = button["payload"]
        for day in (reply["card"] or {}).get("days", ()):
            for slot in day["slots"]:
                self.buttons.pop(slot["label"], None)
                self.buttons[slot["label"]] = slot["payload"]

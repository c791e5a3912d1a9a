"""Between Rasa's tracker and bot.dialogue: an utterance in, replies out, a barrier around every action."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.dialogue.questions import Question
from bot.dialogue.reply import Reply
from bot.dialogue.utterance import Utterance
from bot.wiring import App

logger = logging.getLogger("actions")
LISTENING = "action_listen"
TURNS_TO_POINT_BACK = 3


class GuardedAction(Action):  # type: ignore[misc]  # rasa-sdk has no types
    """One step of the dialogue. Whatever goes wrong in it becomes a failure that the chat puts in words."""

    known_as: str

    def __init__(self, app: App) -> None:
        self.app = app

    def name(self) -> str:
        return self.known_as

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]
    ) -> list[EventType]:
        """Run the step off the event loop, so that a slow calendar holds nobody else up."""
        try:
            return await asyncio.to_thread(self.handle, dispatcher, tracker)
        except Exception as error:  # the barrier: the SDK would echo the whole tracker
            logger.error("%s failed: %s", self.known_as, type(error).__name__)
            logger.debug("%s failed", self.known_as, exc_info=error)
            dispatcher.utter_message(json_message={"kind": "failure"})
            return []

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Do the step: say what there is to say, return what changed."""
        raise NotImplementedError


def utterance_of(tracker: Tracker) -> Utterance:
    """Return what the candidate said in this turn; a button speaks through its entities."""
    message = tracker.latest_message
    pressed = {entity["entity"]: entity["value"] for entity in message.get("entities") or ()}
    intent = message.get("intent") or {}
    text = message.get("text") or ""
    button = text.startswith("/")
    return Utterance(
        said=str(pressed.get("choice", "" if button else text)),
        intent=intent.get("name") or "nlu_fallback",
        confidence=float(intent.get("confidence") or 0.0),
        moment=pressed.get("moment"),
        pressed=button,
        ranking=_by_name(message.get("intent_ranking") or ()),
    )


def questions_of(tracker: Tracker) -> list[Question]:
    """Return the questions in this turn, in order; a button is one, and points back to nothing."""
    parts = tracker.latest_message.get("parts")
    if not parts:
        said = utterance_of(tracker)
        return [Question(said=said.said, intent=said.intent, confidence=said.confidence)]
    return [
        Question(
            said=part["text"],
            intent=part["intent"]["name"],
            confidence=part["intent"]["confidence"],
            plain=part["plain"],
            ranking=_by_name(part["intent_ranking"]),
        )
        for part in parts
    ]


def topic_before(tracker: Tracker) -> str | None:
    """Return the topic of the newest answer, if it is no more than a few turns old."""
    return next(_topics_told(tracker, turns=TURNS_TO_POINT_BACK), None)


def topics_told_before(tracker: Tracker) -> frozenset[str]:
    """Return the topics of the answers to the message before this one."""
    return frozenset(_topics_told(tracker, turns=1))


def ranking_before(tracker: Tracker) -> dict[str, float]:
    """Return what the message before this one may have meant, likeliest first."""
    messages = [event for event in tracker.events if event.get("event") == "user"]
    before = messages[-2] if len(messages) > 1 else {}
    return _by_name((before.get("parse_data") or {}).get("intent_ranking") or ())


def utter(dispatcher: CollectingDispatcher, tracker: Tracker, replies: Iterable[Reply]) -> None:
    """Send `replies`, each as one message of the engine, with what was understood for HR's review."""
    said = utterance_of(tracker)
    understood = {"intent": said.intent, "confidence": round(said.confidence, 4)}
    for reply in replies:
        dispatcher.utter_message(json_message=asdict(reply) | {"understood": understood})


def is_new_turn(tracker: Tracker) -> bool:
    """Tell whether the candidate has just spoken; false when a form resumes after a question in between."""
    done = [event["name"] for event in tracker.events if event.get("event") == "action"]
    return done[-2:-1] == [LISTENING]  # the last is the form that asks for this validation


def misses_in_a_row(tracker: Tracker, action: str) -> int:
    """Return how many turns up to and with this one ended in `action`."""
    count = 0
    missed = True
    for event in reversed(tracker.events):
        if event.get("event") == "action" and event["name"] == action:
            missed = True
        if event.get("event") == "user":
            if not missed:
                break
            count, missed = count + 1, False
    return count


def slots_set(slots: dict[str, Any]) -> list[EventType]:
    """Return the events that set `slots`."""
    return [SlotSet(str(name), value) for name, value in slots.items()]


def _topics_told(tracker: Tracker, *, turns: int) -> Iterator[str]:
    """Yield the topics of the answers in the last `turns` turns before this one, the newest first."""
    spoken = 0
    for event in reversed(tracker.events):
        kind = event.get("event")
        spoken += kind == "user"
        if spoken > turns + 1 or kind == "reset_slots":
            return
        told = (event.get("data") or {}).get("custom") or {} if kind == "bot" else {}
        if told.get("kind") == "answer" and told.get("topic"):
            yield str(told["topic"])


def _by_name(ranking: Iterable[dict[str, Any]]) -> dict[str, float]:
    return {item["name"]: item["confidence"] for item in ranking}

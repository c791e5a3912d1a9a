"""The diploma check: the engine's form around bot.dialogue.diploma. The outcome is said, then forgotten."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import GuardedAction, is_new_turn, questions_of, slots_set, utter, utterance_of
from bot.dialogue.diploma import EMPTY_SLOTS, as_kept, ask, begin, claims_turn, hear, turns_from
from bot.dialogue.diploma_outcome import Counter
from bot.wiring import App

FORM = "diploma_form"


def to_the_check(app: App, tracker: Tracker) -> list[EventType]:
    """Return what hands this turn to the check when it names a diploma, nothing when it does not."""
    intents = [question.intent for question in questions_of(tracker)]
    claimed = claims_turn(app.catalogue, utterance_of(tracker), intents)
    return [FollowupAction(FORM)] if claimed else []


class ValidateDiplomaForm(GuardedAction):
    known_as = "validate_diploma_form"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if not is_new_turn(tracker) and not _is_unanswered(tracker):
            return []
        counter, said = _counter(self.app, tracker), utterance_of(tracker)
        if tracker.get_slot("requested_slot") == "diploma_done":
            heard = hear(counter, turns_from(tracker.get_slot("diploma_turns")), said)
        else:
            heard = begin(counter, said)
        if heard is None:
            return []
        utter(dispatcher, tracker, heard.replies)
        if not heard.over:
            kept: dict[str, Any] = {"diploma_turns": as_kept(heard.turns), "diploma_done": None}
            return slots_set(kept)
        return [*slots_set(EMPTY_SLOTS | {"requested_slot": None}), *_back_to_booking(tracker)]


class AskDiploma(GuardedAction):
    known_as = f"action_ask_{FORM}_diploma_done"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turns = turns_from(tracker.get_slot("diploma_turns"))
        utter(dispatcher, tracker, [ask(self.app.catalogue, turns)])
        return []


def _counter(app: App, tracker: Tracker) -> Counter:
    booking = tracker.get_slot("booking_state") is not None
    return Counter(catalogue=app.catalogue, vacancy=app.vacancy, booking=booking)


def _is_unanswered(tracker: Tracker) -> bool:
    """Tell whether nothing was said since the candidate spoke: an answer handed the turn over."""
    for event in reversed(tracker.events):
        if event.get("event") in ("user", "bot"):
            return bool(event["event"] == "user")
    return False


def _back_to_booking(tracker: Tracker) -> list[EventType]:
    under_way = tracker.get_slot("booking_state") is not None
    return [FollowupAction("booking_form")] if under_way else []

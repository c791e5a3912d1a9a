"""The diploma check: the engine's form around bot.dialogue.diploma. The outcome is said, then forgotten."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import GuardedAction, is_new_turn, slots_set, utter, utterance_of
from bot.dialogue.diploma import EMPTY_SLOTS, as_kept, ask, begin, hear, turns_from


class ValidateDiplomaForm(GuardedAction):
    known_as = "validate_diploma_form"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if not is_new_turn(tracker):
            return []
        catalogue, vacancy, said = self.app.catalogue, self.app.vacancy, utterance_of(tracker)
        if tracker.get_slot("requested_slot") == "diploma_done":
            heard = hear(catalogue, vacancy, turns_from(tracker.get_slot("diploma_turns")), said)
        else:
            heard = begin(catalogue, vacancy, said)
        if heard is None:
            return []
        utter(dispatcher, tracker, heard.replies)
        if not heard.over:
            kept: dict[str, Any] = {"diploma_turns": as_kept(heard.turns), "diploma_done": None}
            return slots_set(kept)
        return [*slots_set(EMPTY_SLOTS | {"requested_slot": None}), *_back_to_booking(tracker)]


class AskDiploma(GuardedAction):
    known_as = "action_ask_diploma_form_diploma_done"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turns = turns_from(tracker.get_slot("diploma_turns"))
        utter(dispatcher, tracker, [ask(self.app.catalogue, turns)])
        return []


def _back_to_booking(tracker: Tracker) -> list[EventType]:
    under_way = tracker.get_slot("booking_state") is not None
    return [FollowupAction("booking_form")] if under_way else []

"""Leaving a form before its end."""

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import GuardedAction, slots_set, utter
from bot.dialogue import answering
from bot.dialogue.diploma import EMPTY_SLOTS as NO_DIPLOMA


class StopForm(GuardedAction):
    """Stops the diploma check; a booking that was interrupted by it goes on. A booking stops by itself."""

    known_as = "action_stop_form"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        utter(dispatcher, tracker, [answering.small_talk(self.app.vacancy, "stop")])
        emptied = [*slots_set(NO_DIPLOMA), SlotSet("requested_slot", None), ActiveLoop(None)]
        under_way = tracker.get_slot("booking_state") is not None
        return [*emptied, FollowupAction("booking_form")] if under_way else emptied

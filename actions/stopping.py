"""Leaving a form before its end."""

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import GuardedAction, slots_set, utter
from bot.dialogue import answering, booking
from bot.dialogue.booking_form import EMPTY_SLOTS, form_from
from bot.dialogue.diploma import EMPTY_SLOTS as NO_DIPLOMA


class StopForm(GuardedAction):
    known_as = "action_stop_form"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if tracker.active_loop_name == "booking_form":
            form = form_from(tracker.slots)
            reply = booking.stop(self.app.desk, form, now=self.app.clock.now())
        else:
            reply = answering.small_talk(self.app.vacancy, "stop")
        utter(dispatcher, tracker, [reply])
        emptied = slots_set(EMPTY_SLOTS | NO_DIPLOMA)
        return [*emptied, SlotSet("requested_slot", None), ActiveLoop(None)]

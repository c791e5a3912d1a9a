"""Booking, moving, cancelling and showing the interview: the engine's form around bot.dialogue.booking."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import GuardedAction, is_new_turn, slots_set, utter, utterance_of
from bot.dialogue import booking, managing
from bot.dialogue.booking_form import EMPTY_SLOTS, Field, form_from
from bot.dialogue.booking_questions import ask
from bot.wiring import App

FORM = "booking_form"


class ValidateBookingForm(GuardedAction):
    known_as = "validate_booking_form"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        slots = tracker.slots
        if not is_new_turn(tracker):
            return []
        desk, now, said = self.app.desk, self.app.clock.now(), utterance_of(tracker)
        asked = slots.get("requested_slot")
        under_way = slots.get("booking_state") is not None
        if under_way and asked in set(Field):
            heard = booking.hear(
                desk, form_from(slots), Field(asked), said, conversation=tracker.sender_id, now=now
            )
        elif under_way:
            heard = booking.Heard(form=form_from(slots))
        else:
            heard = booking.begin(desk, said, conversation=tracker.sender_id, now=now)
        if heard is None:
            return []
        utter(dispatcher, tracker, heard.replies)
        if heard.over:
            return slots_set(EMPTY_SLOTS | {"requested_slot": None})
        return slots_set(heard.form.as_slots())


class AskBooking(GuardedAction):
    """Asks for one field of the form; there is one of these for each field."""

    def __init__(self, app: App, field: Field) -> None:
        super().__init__(app)
        self.field = field
        self.known_as = f"action_ask_{FORM}_{field.value}"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        question = ask(
            self.app.desk,
            form_from(tracker.slots),
            self.field,
            conversation=tracker.sender_id,
            now=self.app.clock.now(),
        )
        utter(dispatcher, tracker, [question])
        return []


class CancelInterview(GuardedAction):
    known_as = "action_cancel_interview"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        said = utterance_of(tracker)
        reply = managing.cancel(
            self.app.desk,
            confirmed=said.pressed and said.said == "ja",
            kept=said.pressed and said.said == "nee",
            conversation=tracker.sender_id,
            now=self.app.clock.now(),
        )
        utter(dispatcher, tracker, [reply])
        return []


class ShowInterview(GuardedAction):
    known_as = "action_show_interview"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        utter(dispatcher, tracker, [managing.show(self.app.desk, conversation=tracker.sender_id)])
        return []


class ResendInvitation(GuardedAction):
    known_as = "action_resend_invitation"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        now = self.app.clock.now()
        utter(dispatcher, tracker, [managing.resend(self.app.desk, conversation=tracker.sender_id, now=now)])
        return []

"""Booking and managing the interview: the engine's two forms around bot.dialogue."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import GuardedAction, is_new_turn, slots_set, utter, utterance_of
from bot.booking.bookings import Booking
from bot.dialogue import booking, managing, managing_form
from bot.dialogue.booking_form import EMPTY_SLOTS, Field, form_from
from bot.dialogue.booking_questions import ask
from bot.dialogue.choosing_moment import Choosing, let_go
from bot.dialogue.managing_form import Managed
from bot.wiring import App

FORM = "booking_form"
MANAGED = "managing_done"
_OVER = {"requested_slot": None}


class FormStep(GuardedAction):
    """Hears a turn for a form. When that fails the form asks again: nothing else may answer in its place."""

    state: str

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        events = await super().run(dispatcher, tracker, domain)
        failed = any((sent.get("custom") or {}).get("kind") == "failure" for sent in dispatcher.messages)
        return [SlotSet(self.state, tracker.get_slot(self.state))] if failed else events


class ValidateBookingForm(FormStep):
    known_as = "validate_booking_form"
    state = "booking_state"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if not is_new_turn(tracker):
            return []
        slots, at, said = tracker.slots, _at(self.app, tracker), utterance_of(tracker)
        asked = slots.get("requested_slot")
        under_way = slots.get("booking_state") is not None
        if under_way and asked in set(Field):
            heard = booking.hear(at, form_from(slots), Field(asked), said)
        elif under_way:
            heard = booking.Heard(form=form_from(slots))
        else:
            heard = booking.begin(at, said, known=_known(self.app, tracker))
        if heard is None:
            return []
        utter(dispatcher, tracker, heard.replies)
        known = [SlotSet("known_booking", heard.booked)] if heard.booked else []
        if heard.over:
            return [*slots_set(EMPTY_SLOTS | _OVER), *known]
        return slots_set(heard.form.as_slots())


class AskBooking(GuardedAction):
    """Asks for one field of the form; there is one of these for each field."""

    def __init__(self, app: App, field: Field) -> None:
        super().__init__(app)
        self.field = field
        self.known_as = f"action_ask_{FORM}_{field.value}"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        question, form = ask(_at(self.app, tracker), form_from(tracker.slots), self.field)
        utter(dispatcher, tracker, [question])
        return [SlotSet("booking_state", form.as_slots()["booking_state"])]


class ValidateManagingForm(FormStep):
    known_as = "validate_managing_form"
    state = "managing_state"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if not is_new_turn(tracker):
            return []
        at, said = _at(self.app, tracker), utterance_of(tracker)
        kept = tracker.get_slot("managing_state")
        if kept is not None and tracker.get_slot("requested_slot") == MANAGED:
            heard = managing_form.hear(at, managing_form.form_from(kept), said)
        else:
            let_go(at, form_from(tracker.slots))
            heard = managing_form.begin(at, said, known=_known(self.app, tracker))
        if heard is None:
            return []
        utter(dispatcher, tracker, heard.replies)
        return _after(dispatcher, tracker, heard)


class AskManaging(GuardedAction):
    known_as = f"action_ask_managing_form_{MANAGED}"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        form = managing_form.form_from(tracker.get_slot("managing_state"))
        utter(dispatcher, tracker, [managing_form.ask(_at(self.app, tracker), form)])
        return []


def _after(dispatcher: CollectingDispatcher, tracker: Tracker, heard: Managed) -> list[EventType]:
    known = [SlotSet("known_booking", heard.known)] if heard.known else []
    if not heard.over:
        state = {"managing_state": heard.form.as_kept(), MANAGED: None}
        return [*slots_set(EMPTY_SLOTS | state), *known]
    closed = EMPTY_SLOTS | _OVER | {"managing_state": None}
    if heard.moving is None:
        return [*slots_set(closed), *known]
    utter(dispatcher, tracker, heard.moving.replies)
    if heard.moving.over:
        return [*slots_set(closed), *known]
    return [*slots_set(closed | heard.moving.form.as_slots()), *known, FollowupAction(FORM)]


def _at(app: App, tracker: Tracker) -> Choosing:
    return Choosing(desk=app.desk, conversation=tracker.sender_id, now=app.clock.now())


def _known(app: App, tracker: Tracker) -> Booking | None:
    return managing.booking_at_hand(
        app.store, tracker.get_slot("known_booking"), conversation=tracker.sender_id
    )

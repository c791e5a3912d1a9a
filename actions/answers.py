"""Questions about the vacancy, small talk, and what the bot does not know."""

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import GuardedAction, misses_in_a_row, utter, utterance_of
from bot.dialogue import answering


class Answer(GuardedAction):
    known_as = "action_answer"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        topic = utterance_of(tracker).intent
        utter(dispatcher, tracker, [answering.answer(self.app.vacancy, topic, now=self.app.clock.now())])
        return [SlotSet("last_topic", topic)]


class SaySimpler(GuardedAction):
    known_as = "action_say_simpler"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        topic = tracker.get_slot("last_topic")
        utter(dispatcher, tracker, [answering.simpler(self.app.vacancy, topic, now=self.app.clock.now())])
        return []


class SmallTalk(GuardedAction):
    known_as = "action_small_talk"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        utter(dispatcher, tracker, [answering.small_talk(self.app.vacancy, utterance_of(tracker).intent)])
        return []


class Help(GuardedAction):
    known_as = "action_help"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        said = utterance_of(tracker)
        chosen = said.pressed and said.said
        vacancy = self.app.vacancy
        menu = (
            answering.show_theme(vacancy, said.said) if chosen else answering.show_menu(vacancy, said.intent)
        )
        utter(dispatcher, tracker, [menu])
        return []


class StartAgain(GuardedAction):
    known_as = "action_start_again"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        utter(dispatcher, tracker, [answering.show_menu(self.app.vacancy, "start_again")])
        return [AllSlotsReset()]


class NotUnderstood(GuardedAction):
    known_as = "action_not_understood"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        misses = misses_in_a_row(tracker, self.known_as)
        said = utterance_of(tracker)
        utter(dispatcher, tracker, [answering.not_understood(self.app.vacancy, said.ranking, misses=misses)])
        return []


class NotInBundle(GuardedAction):
    known_as = "action_not_in_bundle"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        utter(dispatcher, tracker, [answering.not_in_bundle(self.app.vacancy)])
        return []


class OtherServices(GuardedAction):
    known_as = "action_other_services"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        utter(dispatcher, tracker, [answering.other_services(self.app.vacancy)])
        return []

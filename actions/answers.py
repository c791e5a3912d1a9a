"""Questions about the vacancy, small talk, and what the bot does not know."""

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset, EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import (
    GuardedAction,
    misses_in_a_row,
    questions_of,
    ranking_before,
    topic_before,
    topics_told_before,
    utter,
    utterance_of,
)
from actions.diploma import to_the_check
from bot.dialogue import answering
from bot.dialogue.reply import Reply
from bot.dialogue.utterance import Utterance


class Answer(GuardedAction):
    """Answers what was asked, one question after the other, or says of each that it cannot."""

    known_as = "action_answer"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if handed_over := to_the_check(self.app, tracker):
            return handed_over
        replies = answering.meet(
            self.app.vacancy,
            questions_of(tracker),
            last=topic_before(tracker),
            misses=misses_in_a_row(tracker, NotUnderstood.known_as),
            now=self.app.clock.now(),
        )
        utter(dispatcher, tracker, replies)
        return []


class NotUnderstood(Answer):
    known_as = "action_not_understood"


class NotInBundle(Answer):
    known_as = "action_not_in_bundle"


class OtherServices(Answer):
    known_as = "action_other_services"


class SaySimpler(GuardedAction):
    known_as = "action_say_simpler"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        told = topic_before(tracker)
        utter(dispatcher, tracker, [answering.simpler(self.app.vacancy, told, now=self.app.clock.now())])
        return []


class SmallTalk(GuardedAction):
    known_as = "action_small_talk"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if handed_over := to_the_check(self.app, tracker):
            return handed_over
        utter(dispatcher, tracker, [answering.small_talk(self.app.vacancy, utterance_of(tracker).intent)])
        return []


class Help(GuardedAction):
    known_as = "action_help"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if handed_over := to_the_check(self.app, tracker):
            return handed_over
        utter(dispatcher, tracker, [self._reply(utterance_of(tracker), tracker)])
        return []

    def _reply(self, said: Utterance, tracker: Tracker) -> Reply:
        vacancy = self.app.vacancy
        if said.intent == "correction":
            return answering.corrected(vacancy, ranking_before(tracker), told=topics_told_before(tracker))
        if said.pressed and said.said:
            return answering.show_theme(vacancy, said.said)
        return answering.show_menu(vacancy, said.intent)


class StartAgain(GuardedAction):
    known_as = "action_start_again"

    def handle(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        utter(dispatcher, tracker, [answering.show_menu(self.app.vacancy, "start_again")])
        return [AllSlotsReset()]

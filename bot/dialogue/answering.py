"""Answers from the vacancy's file, small talk around them, and an honest no where the bundle is silent."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.dialogue.following_up import says_nothing, topic_of
from bot.dialogue.questions import (
    CITY_SERVICES,
    NOT_IN_BUNDLE,
    NOT_UNDERSTOOD,
    OTHER_LANGUAGE,
    Question,
)
from bot.dialogue.reply import Choice, Reply
from bot.vacancy.answers import Answer
from bot.vacancy.vacancy import Vacancy
from bot.wording import dutch
from bot.wording.texts import say

LIKELY_TOPICS = 3
_LINK = re.compile(r"^(?:(?:en|of|maar|ook|verder)\s+)+", re.IGNORECASE)
WORTH_ASKING = 0.03
MISSES_BEFORE_LETTING_GO = 2
SURE_OF_A_THIN_PART = 0.6
CHECK_DIPLOMA, BOOK = "/check_diploma", "/book_interview"
# What a candidate asks for beside a question waits for a button.
REQUESTS = {
    "check_diploma": CHECK_DIPLOMA,
    "book_interview": BOOK,
    "move_interview": "/move_interview",
    "cancel_interview": "/cancel_interview",
    "show_interview": "/show_interview",
    "resend_invitation": "/resend_invitation",
}


def meet(
    vacancy: Vacancy, questions: Sequence[Question], *, last: str | None, misses: int, now: datetime
) -> list[Reply]:
    """Answer each question once, in order; what has no answer is named.
    `last` is the topic of the answer that the message may point back to; `misses` counts this turn as one.
    """
    replies: list[Reply] = []
    for question in questions:
        intent = topic_of(question, vacancy, last=last)
        unresolved = intent == question.intent and question.confidence < SURE_OF_A_THIN_PART
        if replies and unresolved and says_nothing(question):
            continue
        named = None if len(questions) == 1 else question
        reply = _reply(vacancy, intent, question.ranking, named=named, misses=misses, now=now)
        if reply.text not in {earlier.text for earlier in replies}:
            replies.append(reply)
        last = reply.topic or last
    return replies


def answer(vacancy: Vacancy, topic: str, *, now: datetime) -> Reply:
    """Return what the bundle says on `topic`, or that it says nothing."""
    found = vacancy.answer(topic, on=now.astimezone(dutch.BRUSSELS).date())
    if found is None:
        return not_in_bundle(vacancy)
    return Reply(
        kind="answer",
        text=found.text,
        source=found.source,
        topic=topic,
        buttons=tuple(_topic_button(vacancy.answers[related]) for related in found.related),
    )


def simpler(vacancy: Vacancy, topic: str | None, *, now: datetime) -> Reply:
    """Say the answer on `topic` in simpler words, or name who can explain it."""
    found = topic and vacancy.answer(topic, on=now.astimezone(dutch.BRUSSELS).date())
    if not found:
        return Reply(kind="question", text=_say(vacancy, "nothing_to_simplify"), buttons=menu(vacancy))
    if not found.simple:
        return Reply(kind="notice", text=_say(vacancy, "no_simpler"))
    return Reply(kind="answer", text=found.simple, source=found.source, topic=found.topic)


def small_talk(vacancy: Vacancy, intent: str) -> Reply:
    """Meet small talk kindly and briefly."""
    return Reply(kind="notice", text=_say(vacancy, intent))


def show_menu(vacancy: Vacancy, intent: str) -> Reply:
    """Say what the bot can do, with the themes as buttons."""
    return Reply(kind="notice", text=_say(vacancy, intent), buttons=menu(vacancy))


def show_theme(vacancy: Vacancy, theme: str) -> Reply:
    """Show the topics of one theme as buttons."""
    buttons = tuple(_topic_button(found) for found in vacancy.topics(theme))
    if not buttons:
        return show_menu(vacancy, "help")
    return Reply(kind="question", text=_say(vacancy, "more_options"), buttons=buttons)


def not_understood(vacancy: Vacancy, ranking: Mapping[str, float], *, misses: int) -> Reply:
    """Offer the likeliest topics at a first miss, then the menu and the contact person, then that person."""
    if misses > MISSES_BEFORE_LETTING_GO:
        return Reply(kind="unknown", text=_say(vacancy, "not_understood_still"))
    if misses > 1:
        text = _say(vacancy, "not_understood_again")
        return Reply(kind="unknown", text=text, buttons=menu(vacancy))
    likely = _likely(vacancy, ranking)
    key = "not_understood_first" if likely else "not_understood_plain"
    return Reply(kind="unknown", text=_say(vacancy, key), buttons=likely)


def corrected(vacancy: Vacancy, ranking: Mapping[str, float], *, told: Collection[str]) -> Reply:
    """Offer what else the message before may have meant, beside the topics `told`; or the menu."""
    likely = _likely(vacancy, {intent: sure for intent, sure in ranking.items() if intent not in told})
    if not likely:
        return show_menu(vacancy, "correction")
    return Reply(kind="question", text=_say(vacancy, "correction_likely"), buttons=likely)


def not_in_bundle(vacancy: Vacancy) -> Reply:
    """Say that the bundle is silent, and who may know."""
    return Reply(kind="unknown", text=_say(vacancy, "not_in_bundle"))


def other_services(vacancy: Vacancy) -> Reply:
    """Say that the bot is about the vacancy, and where the employer's other services are."""
    key = "other_services" if _website(vacancy) else "other_services_unknown"
    return Reply(kind="unknown", text=_say(vacancy, key))


def menu(vacancy: Vacancy) -> tuple[Choice, ...]:
    """Return the themes as buttons, after the two things the bot can do."""
    doing = (
        Choice(title=say("small_talk.check_diploma_button"), payload=CHECK_DIPLOMA),
        Choice(title=say("small_talk.book_button"), payload=BOOK),
    )
    themes = (
        Choice(title=theme.title, payload=f'/help{{"choice":"{theme.id}"}}') for theme in vacancy.themes
    )
    return (*doing, *themes)


def _reply(
    vacancy: Vacancy,
    intent: str,
    ranking: Mapping[str, float],
    *,
    named: Question | None,
    misses: int,
    now: datetime,
) -> Reply:
    """Return the reply to one question; `named` is the one to quote when there are others beside it."""
    if intent == CITY_SERVICES and named is None:
        return other_services(vacancy)
    if intent == NOT_IN_BUNDLE and named is None:
        return not_in_bundle(vacancy)
    if intent == OTHER_LANGUAGE:
        return small_talk(vacancy, OTHER_LANGUAGE)
    if intent in NOT_UNDERSTOOD and named is None:
        return not_understood(vacancy, ranking, misses=misses)
    if named is not None and intent in NOT_UNDERSTOOD | {CITY_SERVICES, NOT_IN_BUNDLE}:
        return _named_unknown(vacancy, intent, named.said)
    if intent in REQUESTS:
        return _offered(intent)
    return answer(vacancy, intent, now=now)


def _named_unknown(vacancy: Vacancy, intent: str, said: str) -> Reply:
    quoted = _LINK.sub("", said.strip(" ,;.?!"))
    elsewhere = intent == CITY_SERVICES and _website(vacancy)
    key = "part_for_other_services" if elsewhere else "part_unknown"
    return Reply(kind="unknown", text=_say(vacancy, key, part=quoted))


def _offered(intent: str) -> Reply:
    button = Choice(title=say(f"small_talk.{intent}_button"), payload=REQUESTS[intent])
    return Reply(kind="question", text=say("small_talk.one_at_a_time"), buttons=(button,))


def _likely(vacancy: Vacancy, ranking: Mapping[str, float]) -> tuple[Choice, ...]:
    return tuple(
        _topic_button(vacancy.answers[topic])
        for topic, confidence in ranking.items()
        if topic in vacancy.answers and confidence >= WORTH_ASKING
    )[:LIKELY_TOPICS]


def _website(vacancy: Vacancy) -> str | None:
    return getattr(vacancy.facts.employer, "website", None)


def _topic_button(found: Answer) -> Choice:
    return Choice(title=found.title, payload=f"/{found.topic}")


def _say(vacancy: Vacancy, key: str, **facts: Any) -> str:
    return say(
        f"small_talk.{key}",
        contact=vacancy.contact,
        vacancy=vacancy.title,
        employer=vacancy.facts.employer,
        **facts,
    )

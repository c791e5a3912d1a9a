"""Answers from the vacancy's file, small talk around them, and an honest no where the bundle is silent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.dialogue.reply import Choice, Reply
from bot.dialogue.utterance import Utterance
from bot.vacancy.answers import Answer
from bot.vacancy.vacancy import Vacancy
from bot.wording import dutch
from bot.wording.texts import say

LIKELY_TOPICS = 3
WORTH_ASKING = 0.05
CHECK_DIPLOMA, BOOK = "/check_diploma", "/book_interview"


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
    """Offer the likeliest topics at a first miss; at the next the menu and the contact person."""
    if misses > 1:
        text = _say(vacancy, "not_understood_again")
        return Reply(kind="unknown", text=text, buttons=menu(vacancy))
    likely = tuple(
        _topic_button(vacancy.answers[topic])
        for topic, confidence in ranking.items()
        if topic in vacancy.answers and confidence >= WORTH_ASKING
    )[:LIKELY_TOPICS]
    key = "not_understood_first" if likely else "not_understood_plain"
    return Reply(kind="unknown", text=_say(vacancy, key), buttons=likely)


def not_in_bundle(vacancy: Vacancy) -> Reply:
    """Say that the bundle is silent, and who may know."""
    return Reply(kind="unknown", text=_say(vacancy, "not_in_bundle"))


def other_services(vacancy: Vacancy) -> Reply:
    """Say that the bot is about the vacancy, and where the employer's other services are."""
    return Reply(kind="unknown", text=_say(vacancy, "other_services"))


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


def topic_of(utterance: Utterance, vacancy: Vacancy) -> str | None:
    """Return the topic that was asked for, None for any other intent."""
    return utterance.intent if utterance.intent in vacancy.answers else None


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

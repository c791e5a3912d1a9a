"""Finds what a follow-up is about, as "en hoe lang duurt dat?", by the rules of follow_ups.yml."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bot.dialogue.questions import NO_ANSWER, Question
from bot.vacancy.vacancy import Vacancy

LONGEST = 12
SURE = 0.6
POSSIBLE = 0.15
NO_QUESTION = frozenset(
    ("more_options", "not_understood", "dont_know", "help", "affirm", "compliment", "bot_challenge")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    after: frozenset[str]
    cue: re.Pattern[str]
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    rules: tuple[_Rule, ...]
    thin: frozenset[str]
    pointing: frozenset[str]


def topic_of(question: Question, vacancy: Vacancy, *, last: str | None) -> str:
    """Return the intent of `question` after an answer on topic `last`: its own, or what it points back to."""
    words = question.plain.split()
    if last is None or not words or len(words) > LONGEST:
        return question.intent
    rules, theme = _rules(), _theme_of(vacancy, last)
    for rule in rules.rules:
        if rule.after & {last, theme, "any"} and _is_all_it_says(rule, question, rules):
            return last if rule.about == "last" else rule.about
    if _open_to_context(question, words, rules):
        return _likeliest_in(vacancy, theme, question) or _last_again(question, words, rules, last)
    return question.intent


def says_nothing(question: Question) -> bool:
    """Tell whether no word of `question` names a subject: beside another question it is none."""
    thin = _rules().thin
    return bool(question.plain) and all(word in thin for word in question.plain.split())


def _is_all_it_says(rule: _Rule, question: Question, rules: _Rules) -> bool:
    """Tell whether the cue is there and no other subject is named."""
    rest, found = rule.cue.subn(" ", question.plain)
    return bool(found) and all(word in rules.thin for word in rest.split())


def _open_to_context(question: Question, words: list[str], rules: _Rules) -> bool:
    """Tell whether the message leans on what went before: it points, and does not stand by itself."""
    leans = words[0] in ("en", "ook", "of", "maar", "dus") or any(word in rules.pointing for word in words)
    unsure = question.intent in NO_ANSWER | NO_QUESTION or question.confidence < SURE
    return leans and unsure


def _likeliest_in(vacancy: Vacancy, theme: str, question: Question) -> str | None:
    near = {found.topic for found in vacancy.topics(theme)}
    likely = (intent for intent, confidence in question.ranking.items() if confidence >= POSSIBLE)
    return next((intent for intent in likely if intent in near), None)


def _last_again(question: Question, words: list[str], rules: _Rules, last: str) -> str:
    return last if all(word in rules.thin for word in words) else question.intent


def _theme_of(vacancy: Vacancy, topic: str) -> str:
    return next((theme.id for theme in vacancy.themes if topic in theme.topics), "")


@cache
def _rules() -> _Rules:
    text = files("bot.dialogue").joinpath("follow_ups.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return _Rules(
        rules=tuple(
            _Rule(
                after=frozenset(str(rule["after"]).split()),
                cue=re.compile(rf"\b(?:{rule['heard']})\b"),
                about=rule["about"],
            )
            for rule in loaded["rules"]
        ),
        thin=frozenset(loaded["thin"].split()),
        pointing=frozenset(loaded["pointing"].split()),
    )

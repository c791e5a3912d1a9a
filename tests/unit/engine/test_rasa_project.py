"""Domain, rules, training data, actions and answers tell of the same: Rasa's own checks let gaps pass."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from actions.all import all_actions
from bot.vacancy.vacancy import load_vacancy
from bot.wiring import App
from bot.wording.texts import say

ROOT = Path(__file__).parents[3]
FEWEST_EXAMPLES = 15
NOT_TYPED = {"nlu_fallback"}


def _yaml(path: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return loaded


def _rules() -> Iterator[dict[str, Any]]:
    for file in sorted((ROOT / "data" / "rules").glob("*.yml")):
        yield from _yaml(str(file))["rules"]


def _intents_of(steps: list[dict[str, Any]]) -> Iterator[str]:
    for step in steps:
        if "intent" in step:
            yield step["intent"]
        yield from _intents_of(step.get("or", []))


@cache
def _examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for entry in _yaml(str(file))["nlu"]:
            if "intent" in entry:
                found[entry["intent"]] = re.findall(r"^- (.+)$", entry["examples"], re.MULTILINE)
    return found


DOMAIN = _yaml("domain.yml")
INTENTS = set(DOMAIN["intents"])
TOPIC_RULE = next(_rules_of for _rules_of in _rules() if {"action": "action_answer"} in _rules_of["steps"])
TOPICS = set(_intents_of(TOPIC_RULE["steps"]))


def test_every_intent_has_examples_and_every_example_an_intent() -> None:
    assert set(_examples()) == INTENTS - NOT_TYPED


@pytest.mark.parametrize("intent", sorted(INTENTS - NOT_TYPED))
def test_intent_is_trained_on_enough_varied_examples(intent: str) -> None:
    examples = _examples()[intent]

    assert len(examples) >= FEWEST_EXAMPLES
    assert len({example.casefold() for example in examples}) == len(examples)


def test_every_intent_is_met_by_a_rule() -> None:
    assert {intent for rule in _rules() for intent in _intents_of(rule["steps"])} == INTENTS


def test_every_topic_has_an_answer_in_the_vacancy_and_every_answer_a_topic() -> None:
    vacancy = load_vacancy(ROOT / "vacancies" / "maatschappelijk-werker-2026")

    assert set(vacancy.answers) == TOPICS


def test_every_action_of_the_domain_is_served_and_every_served_action_is_in_the_domain() -> None:
    served = [action.name() for action in all_actions(cast("App", None))]

    assert sorted(served) == sorted(DOMAIN["actions"])


def test_every_action_of_a_rule_exists() -> None:
    named = {step["action"] for rule in _rules() for step in rule["steps"] if "action" in step}

    assert named <= set(DOMAIN["actions"]) | set(DOMAIN["forms"])


def test_no_text_stands_in_the_domain_where_a_rule_could_say_it_of_a_failed_action() -> None:
    assert "responses" not in DOMAIN


def test_every_small_talk_intent_has_its_sentence() -> None:
    rule = next(rule for rule in _rules() if {"action": "action_small_talk"} in rule["steps"])
    texts = _yaml("bot/wording/nl/small_talk.yml")

    assert set(_intents_of(rule["steps"])) <= set(texts)
    assert say("small_talk.thank")

"""The training data is clean: nothing twice, nothing from the held-apart files, enough and varied."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.unit.understanding.test_held_apart_data import ALL_TOPICS, NO_ANSWER, messages, plain

TRAINING = Path(__file__).parents[3] / "data" / "nlu"
FEWEST_A_TOPIC = 60
FEWEST_WITHOUT_ANSWER = 1000
NEAR = 0.85
LONG_ENOUGH_TO_BE_NEAR = 5
MOST_WITH_THE_SAME_START = 0.34


@cache
def examples() -> list[tuple[str, str]]:
    return list(_read())


def _read() -> Iterator[tuple[str, str]]:
    for file in sorted(TRAINING.glob("*.yml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in entry:
                for line in re.findall(r"^- (.+)$", entry["examples"], re.MULTILINE):
                    yield entry["intent"], line


@cache
def by_intent() -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for intent, text in examples():
        grouped[intent].append(text)
    return grouped


def key(text: str) -> str:
    return plain(text) or text


def test_no_utterance_stands_under_two_intents():
    intents = defaultdict(set)
    for intent, text in examples():
        intents[key(text)].add(intent)

    assert {text: sorted(under) for text, under in intents.items() if len(under) > 1} == {}


def test_no_utterance_stands_twice_under_its_intent():
    counted = Counter((intent, key(text)) for intent, text in examples())

    assert [found for found, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("topic", sorted(ALL_TOPICS))
def test_topic_has_enough_utterances(topic):
    assert len(by_intent()[topic]) >= FEWEST_A_TOPIC


@pytest.mark.parametrize("topic", sorted(ALL_TOPICS))
def test_utterances_of_a_topic_do_not_all_begin_alike(topic):
    texts = by_intent()[topic]
    commonest, count = Counter(" ".join(key(text).split()[:2]) for text in texts).most_common(1)[0]

    assert count / len(texts) <= MOST_WITH_THE_SAME_START, commonest


def test_there_is_plenty_that_has_no_answer():
    assert sum(len(by_intent()[intent]) for intent in NO_ANSWER) >= FEWEST_WITHOUT_ANSWER


def test_no_held_apart_message_is_nearly_trained_on():
    sharing: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for _, text in examples():
        words = frozenset(key(text).split())
        for word in words:
            sharing[word].append((text, words))
    near = []
    for held in messages():
        words = frozenset(key(held).split())
        if len(words) < LONG_ENOUGH_TO_BE_NEAR:
            continue
        rarest = sorted(words, key=lambda word: len(sharing[word]))[:3]  # a near one shares one of these
        near += [
            (held, text)
            for word in rarest
            for text, others in sharing[word]
            if len(words & others) >= NEAR * len(words | others)
        ]

    assert near == []


def test_a_synonym_stands_for_one_word_and_not_for_itself():
    found: dict[str, set[str]] = defaultdict(set)
    for entry in yaml.safe_load((TRAINING / "synonyms.yml").read_text(encoding="utf-8"))["nlu"]:
        for word in re.findall(r"^- (.+)$", entry["examples"], re.MULTILINE):
            found[word].add(entry["synonym"])

    assert {word: meant for word, meant in found.items() if len(meant) > 1 or word in meant} == {}
    assert [word for word in found if not re.fullmatch(r"[a-z0-9]+", word)] == []

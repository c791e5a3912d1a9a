"""Conversations written without seeing the decision table (conversations.yml) end as HR would have it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.diploma.catalogue import Catalogue
from bot.diploma.check import MOST_QUESTIONS, check
from bot.diploma.values import NoDiploma, Question, Turn, Verdict

FILE = Path(__file__).with_name("conversations.yml")
CONVERSATIONS: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def conducted(catalogue: Catalogue, conversation: dict[str, Any]) -> tuple[Verdict | NoDiploma, int]:
    """Hold the conversation to its end; how it ended and how many questions that took."""
    answers = {"bevestig": "ja", **conversation.get("then", {})}
    turns = [Turn(question=None, said=conversation["say"])]
    found = check(catalogue, turns)
    while isinstance(found, Question):
        assert found.id in answers, f"asked without an answer in the script: {found.text}"
        turns.append(Turn(question=found.id, said=answers[found.id]))
        found = check(catalogue, turns)
    return found, len(turns) - 1


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=[row["say"] for row in CONVERSATIONS])
def test_ends_as_hr_would_have_it(catalogue: Catalogue, conversation: dict[str, Any]) -> None:
    found, asked = conducted(catalogue, conversation)
    outcome = found.outcome if isinstance(found, Verdict) else "none"
    assert outcome in conversation["ends"], found
    assert asked <= MOST_QUESTIONS


def test_there_are_more_than_two_hundred_and_fifty() -> None:
    assert len(CONVERSATIONS) > 250

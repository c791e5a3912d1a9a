"""Whole conversations over HTTP against the real engine; each is data in tests/conversations."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.e2e.product import Product

FOLDER = Path(__file__).parents[1] / "conversations"


def _conversations() -> list[Any]:
    return [
        pytest.param(turns, id=f"{file.stem}: {name}")
        for file in sorted(FOLDER.glob("*.yml"))
        for name, turns in yaml.safe_load(file.read_text(encoding="utf-8")).items()
    ]


@pytest.mark.parametrize("turns", _conversations())
def test_conversation_goes_as_written(product: Product, turns: list[dict[str, Any]]) -> None:
    chat = product.conversation()
    for turn in turns:
        replies = chat.press(turn["press"]) if "press" in turn else chat.say(turn["say"])
        _check(replies, turn)


def _check(replies: list[dict[str, Any]], turn: dict[str, Any]) -> None:
    told = "\n".join(reply["text"] for reply in replies)
    said = f"after {turn.get('say', turn.get('press'))!r} the bot said: {told}"
    if "kinds" in turn:
        assert [reply["kind"] for reply in replies] == turn["kinds"], said
    if "topic" in turn:
        assert turn["topic"] in [reply["topic"] for reply in replies], said
    for part in turn.get("tells", ()):
        assert part in told, said
    for part in turn.get("never", ()):
        assert part not in told, said
    cards = [reply["card"] for reply in replies if reply["card"]]
    for name, value in turn.get("card", {}).items():
        assert value in [card.get(name) for card in cards], (said, cards)

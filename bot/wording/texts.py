"""The sentences of the dialogue, from the YAML files beside this one: a linguist edits those, not code."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bot.wording.templates import render


def say(key: str, /, **facts: Any) -> str:
    """Return the Dutch sentence `key` ("file.name", e.g. "booking.ask_name") with its facts filled in.

    Raises KeyError for an unknown key, TemplateInvalid for a missing fact.
    """
    room, _, name = key.partition(".")
    return render(_room(room)[name], facts)


@cache
def _room(name: str) -> dict[str, str]:
    text = files("bot.wording").joinpath("nl", f"{name}.yml").read_text(encoding="utf-8")
    loaded: dict[str, str] = yaml.safe_load(text)
    return loaded

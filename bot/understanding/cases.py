"""The held-apart utterances of tests/understanding, as dialogues with what each turn must be about."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

NO_TOPIC = frozenset(("not_in_bundle", "city_services", "out_of_scope"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A message and the parts of its reply, each with its alternatives; `unknown`: one more has no answer."""

    say: str
    wanted: tuple[frozenset[str], ...]
    unknown: bool = False
    off_topic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A conversation of one turn or more; `group` is its topic, its intent or its kind."""

    measure: str
    group: str
    turns: tuple[Turn, ...]


def read_cases(folder: Path) -> list[Case]:
    """Return every case in `folder`, in the order of its files."""
    return [
        *(case for file in sorted((folder / "single").glob("*.yml")) for case in _grouped(file, "single")),
        *_grouped(folder / "dialogue_intents.yml", "small_talk"),
        *_grouped(folder / "out_of_scope.yml", "out_of_scope"),
        *_several(folder / "several.yml"),
        *_dialogues(folder / "context.yml"),
    ]


def _grouped(file: Path, measure: str) -> Iterator[Case]:
    for group, items in _loaded(file).items():
        for item in items:
            said = {"say": item} if isinstance(item, str) else item
            turn = _turn(said["say"], group, said.get("also", ()), off_topic=measure == "out_of_scope")
            yield Case(measure=measure, group=group, turns=(turn,))


def _several(file: Path) -> Iterator[Case]:
    for item in _loaded(file):
        parts = (part if isinstance(part, list) else [part] for part in item["topics"])
        turn = Turn(say=item["say"], wanted=tuple(map(frozenset, parts)), unknown="unknown" in item)
        yield Case(measure="several", group="several", turns=(turn,))


def _dialogues(file: Path) -> Iterator[Case]:
    for item in _loaded(file):
        turns = (_turn(turn["say"], turn["topic"], turn.get("also", ())) for turn in item["turns"])
        yield Case(measure="context", group="context", turns=tuple(turns))


def _turn(say: str, topic: str, also: Any, *, off_topic: bool = False) -> Turn:
    wanted = frozenset((topic, *also))
    return Turn(say=say, wanted=(wanted,), off_topic=off_topic or topic in NO_TOPIC)


def _loaded(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))

"""Every row of the decision table (cases.yml) ends where it should."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.diploma.catalogue import Catalogue
from bot.diploma.values import NoDiploma, Question, Verdict
from tests.unit.diploma.catalogue_file import after

CASES: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("cases.yml").read_text(encoding="utf-8")
)
ROWS = [(expected, said) for expected, rows in CASES.items() for said in rows]


@pytest.mark.parametrize(("expected", "said"), ROWS, ids=[said or "nothing" for _, said in ROWS])
def test_ends_as_the_table_says(catalogue: Catalogue, expected: str, said: str) -> None:
    found = after(catalogue, *(part.strip() for part in said.split(" > ")))
    assert _name(catalogue, found, expected) == expected, found


def _name(catalogue: Catalogue, found: Question | Verdict | NoDiploma, expected: str) -> str:
    if isinstance(found, NoDiploma):
        return "none"
    if isinstance(found, Question):
        return f"ask {found.id}"
    if " " not in expected:
        return found.outcome
    lines = {line: name for name, line in {**catalogue.current, **catalogue.old}.items()}
    return f"{found.outcome} {lines.get(found.line or '', found.line)}"


def test_the_table_has_more_than_three_hundred_rows() -> None:
    assert len(ROWS) > 300
    assert len(set(ROWS)) == len(ROWS)


def test_the_table_covers_every_line_of_the_list(catalogue: Catalogue) -> None:
    covered = {key.partition(" ")[2] for key in CASES if key.startswith("listed")}
    assert covered == {*catalogue.current, *catalogue.old}


def test_the_table_asks_every_question(catalogue: Catalogue) -> None:
    asked = {question for _, said in ROWS for question in _asked(catalogue, said)}
    assert asked == set(catalogue.questions)


def _asked(catalogue: Catalogue, said: str) -> Iterator[str]:
    parts = [part.strip() for part in said.split(" > ")]
    for count in range(1, len(parts) + 1):
        found = after(catalogue, *parts[:count])
        if isinstance(found, Question):
            yield found.id

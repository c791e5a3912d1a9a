"""`vacaturebot when` as scripts call it."""

import json

import pytest
from click.testing import CliRunner

from bot.cli import cli

NOTHING = {"dates": None, "start": None, "end": None}


@pytest.mark.parametrize(
    "now", ["2026-06-22T10:00", "2026-06-22T10:00:00", "2026-06-22T08:00+00:00", "2026-06-22"]
)
def test_a_phrase_is_answered_with_one_line_of_json(now: str) -> None:
    told = CliRunner().invoke(cli, ["when", "volgende week dinsdag om halftien", "--now", now])

    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout) == {
        "dates": ["2026-06-30"],
        "start": "09:30",
        "end": "09:30",
        "ask": False,
        "question": None,
    }


def test_lines_are_read_from_standard_input_and_each_answered() -> None:
    told = CliRunner().invoke(
        cli, ["when", "-", "--now", "2026-06-22T10:00"], input="1 juli\nblabla\n31 juni\n"
    )

    first, second, third = (json.loads(line) for line in told.stdout.splitlines())
    assert first["dates"] == ["2026-07-01"]
    assert second.items() >= NOTHING.items()
    assert second["ask"]
    assert third["ask"]
    assert third["question"]


def test_a_moment_that_is_none_is_refused_in_one_line() -> None:
    told = CliRunner().invoke(cli, ["when", "morgen", "--now", "straks"])

    assert told.exit_code == 2
    assert "2026-06-22T10:00" in told.stderr

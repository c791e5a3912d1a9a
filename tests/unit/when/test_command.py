import json
from datetime import datetime

from bot.when.command import answer_lines

NOW = datetime(2026, 6, 22, 10, 0)  # noqa: DTZ001 (naive: a time in Brussels, as typed on the command line)


def test_each_line_is_answered_with_one_line_of_json() -> None:
    answers = list(answer_lines(["dinsdag 30 juni om 9u30\n", "na 14u\n", "\n"], NOW))

    assert json.loads(answers[0]) == {
        "dates": ["2026-06-30"],
        "start": "09:30",
        "end": "09:30",
        "ask": False,
        "question": None,
    }
    assert json.loads(answers[1])["start"] == "14:00"
    assert json.loads(answers[2])["ask"] is True
    assert all("\n" not in answer for answer in answers)

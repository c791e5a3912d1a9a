import re
from pathlib import Path

import pytest

from bot.web.problems import STATUS_OF, problem
from bot.wording.texts import say


@pytest.mark.parametrize("name", STATUS_OF)
def test_every_problem_has_a_title_and_says_what_to_do(name: str) -> None:
    assert problem(name).status_code == STATUS_OF[name]
    assert say(f"web.problem.{name}.title")
    assert say(f"web.problem.{name}.detail").endswith(".")


def test_every_sentence_that_a_page_uses_exists() -> None:
    for template in Path("bot/web/templates").glob("*.html"):
        for name in re.findall(r"say\('([\w.]+)'", template.read_text(encoding="utf-8")):
            names = ["booking.status_confirmed"] if name == "booking.status_" else [name]
            assert all(_is_there(f"web.{each}") for each in names), name


def _is_there(key: str) -> bool:
    try:
        say(key)
    except KeyError:
        return False
    except Exception:  # noqa: BLE001 (it needs facts, so it is there)
        return True
    return True

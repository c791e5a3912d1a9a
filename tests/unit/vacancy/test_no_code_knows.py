"""A vacancy is data: what sets the served one apart stands in no line of code."""

import re
from decimal import Decimal
from pathlib import Path
from tokenize import COMMENT, tokenize

import pytest

from bot.vacancy.facts_in_text import fact_values
from bot.vacancy.vacancy import Vacancy, load_vacancy
from bot.wording.dutch import short_date
from tests.unit.vacancy.folders import ROOT, SERVED

SERVED_VACANCIES = pytest.mark.parametrize("folder", SERVED, ids=lambda folder: folder.name)


@SERVED_VACANCIES
def test_no_code_holds_a_fact_of_the_served_vacancy(folder):
    vacancy = load_vacancy(folder)
    marks = distinctive(vacancy)
    found = {}
    for file in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py")]):
        # The folder's name is the default of a setting, not a fact.
        code = _without_comments(file).replace(vacancy.id, "").lower()
        known = [mark for mark in marks if re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", code)]
        if known:
            found[str(file.relative_to(ROOT))] = known
    assert found == {}


@SERVED_VACANCIES
def test_distinctive_facts_are_derived_from_the_files(folder):
    vacancy = load_vacancy(folder)
    marks = distinctive(vacancy)
    assert vacancy.contact.email.lower() in marks
    assert vacancy.facts.employer.name.lower() in marks
    assert str(vacancy.facts.offer.salary.lowest).replace(".", ",") in marks
    assert vacancy.apply_by.isoformat() in marks
    assert len(marks) > 15


def test_fact_in_a_string_is_seen_and_in_a_comment_not(tmp_path):
    file = tmp_path / "code.py"
    file.write_text('answer = "1 mei 2031"  # 2 mei 2031\n', encoding="utf-8")
    assert "1 mei 2031" in _without_comments(file)
    assert "2 mei 2031" not in _without_comments(file)


def _without_comments(file: Path) -> str:
    with file.open("rb") as lines:
        return " ".join(part.string for part in tokenize(lines.readline) if part.type != COMMENT)


def distinctive(vacancy: Vacancy) -> set[str]:
    """Return, in lower case, the facts no other vacancy is likely to share."""
    facts = vacancy.facts
    teams = facts.job.teams
    names = [
        facts.vacancy.title,
        *(word for word in facts.vacancy.title.split() if len(word) >= 8),
        facts.employer.name,
        facts.contact.name,
        *(part for part in facts.contact.name.split() if len(part) >= 5),
        facts.contact.email,
        facts.contact.phone,
        *([teams.name, teams.one] if teams else []),
        *(str(value) for value in fact_values(facts) if str(value).startswith("https://")),
    ]
    amounts = [str(value) for value in fact_values(facts) if isinstance(value, Decimal) and value >= 100]
    amounts += [amount.replace(".", ",") for amount in amounts]
    amounts += [amount.split(",")[0] for amount in amounts if "," in amount]
    period = facts.booking.period if facts.booking else None
    days = [facts.vacancy.apply_by, *([period.first, period.last] if period else [])]
    written = [form for day in days for form in (day.isoformat(), short_date(day))]
    return {mark.lower() for mark in (*names, *amounts, *written) if mark}

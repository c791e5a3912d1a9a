"""What holds for every message, not only for those in the table."""

import re
import statistics
import time
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.diploma.catalogue import Catalogue
from bot.diploma.check import MOST_QUESTIONS, check
from bot.diploma.describing import describe
from bot.diploma.values import Contact, NoDiploma, Question, Turn, Verdict
from tests.unit.diploma.test_decision_table import CASES

CONTACT = Contact(name="Veerle De Bosschere", email="vacatures@kortrijk.be", phone="056 27 85 03")
LISTED = ("listed", "listed_old")
FORBIDDEN = re.compile(r"aanmerking|geschikt|afgewezen|je (kan|mag) (niet )?solliciteren met", re.IGNORECASE)
NOT_LISTED = sorted(row for row in CASES["not_listed"] if " > " not in row)
SAID = sorted({part for rows in CASES.values() for row in rows for part in row.split(" > ")})
WORDS = sorted({word for said in SAID for word in said.split()})
TWO_PARTS = re.compile(r"\b(en|geen|niet|maar|noch|nee|zonder|als|met|tijdens)\b|,")
SINGLE = [said for said in NOT_LISTED if not TWO_PARTS.search(said)]
messages = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
gibberish = st.text(alphabet="abcdefghijklmnoprstuvwz éè-.,()/'?", min_size=0, max_size=60)
talks = st.lists(st.one_of(messages, gibberish, st.sampled_from(SAID)), min_size=1, max_size=8)
quick = settings(max_examples=150, deadline=None)


def outcomes(catalogue: Catalogue, said: list[str]) -> list[Question | Verdict | NoDiploma]:
    """Every answer of the check while a candidate types all this, up to the verdict."""
    turns: list[Turn] = []
    found: list[Question | Verdict | NoDiploma] = []
    for text in said:
        last = found[-1] if found else NoDiploma()
        if isinstance(last, Verdict):
            break
        turns.append(Turn(question=last.id if isinstance(last, Question) else None, said=text))
        found.append(check(catalogue, turns))
    return found


@quick
@given(talks)
def test_never_crashes_and_always_ends(catalogue: Catalogue, said: list[str]) -> None:
    found = outcomes(catalogue, said)
    assert sum(not isinstance(each, Verdict) for each in found) <= MOST_QUESTIONS
    assert len(found) < MOST_QUESTIONS + 2


@quick
@given(talks)
def test_a_listed_outcome_quotes_a_line_of_the_list(catalogue: Catalogue, said: list[str]) -> None:
    last = outcomes(catalogue, said)[-1]
    if isinstance(last, Verdict) and last.outcome in LISTED:
        assert last.line in (catalogue.current if last.outcome == "listed" else catalogue.old).values()


@quick
@given(talks)
@example(["ik heb geen diploma"])
@example(["bachelor sociaal werk", "nee"])
def test_no_text_judges_the_person(catalogue: Catalogue, said: list[str]) -> None:
    for found in outcomes(catalogue, said):
        text = describe(found, CONTACT) if isinstance(found, Verdict) else getattr(found, "text", "")
        assert not FORBIDDEN.search(text)
        assert "{" not in text
        assert "None" not in text


@quick
@given(talks)
def test_a_question_has_two_to_four_buttons(catalogue: Catalogue, said: list[str]) -> None:
    for found in outcomes(catalogue, said):
        if isinstance(found, Question):
            assert 2 <= len(found.choices) <= 4
            assert found.text


@quick
@given(st.sampled_from(WORDS), st.sampled_from(["graduaat", "hbo5", "graduaatsopleiding"]), st.booleans())
def test_a_graduaat_is_never_listed(catalogue: Catalogue, word: str, level: str, first: bool) -> None:
    assume(not re.search(r"bach|ba\b|pba|mast|ma\b|msw|prof|gegrad|msc|bsc|swsb", word, re.IGNORECASE))
    found = outcomes(catalogue, [f"{level} {word}" if first else f"{word} {level}"])[-1]
    assert not isinstance(found, Verdict) or found.outcome not in LISTED


@pytest.mark.parametrize("name", ["sociaal werk", "orthopedagogie", "gezinswetenschappen", "verpleegkunde"])
def test_no_button_makes_a_graduaat_of_today_listed(catalogue: Catalogue, name: str) -> None:
    for answer in ("ja", "nee", "weet ik niet"):
        found = outcomes(catalogue, [f"graduaat {name} 2018", answer, answer, answer])[-1]
        assert isinstance(found, Verdict)
        assert found.outcome not in LISTED


@quick
@given(
    st.text(alphabet="bcdfghjklmnpqrstvwxzaeiou", min_size=5, max_size=14),
    st.sampled_from(["bachelor", "master"]),
)
def test_an_unknown_word_is_never_listed(catalogue: Catalogue, word: str, level: str) -> None:
    assume(word not in {"".join(c for c in known.lower() if c.isalnum()) for known in SAID})
    for said in (word, f"{level} {word}", f"{level} in de {word}", f"ik heb {word} gestudeerd"):
        found = outcomes(catalogue, [said])[-1]
        assert not isinstance(found, Verdict) or found.outcome not in LISTED


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(NOT_LISTED), st.data())
def test_one_slip_never_makes_it_listed(catalogue: Catalogue, said: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(said) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slips = [
        said[:at] + letter + said[at + 1 :],
        said[:at] + letter + said[at:],
        said[:at] + said[at + 1 :],
        said[:at] + said[at : at + 2][::-1] + said[at + 2 :],
    ]
    for slip in slips:
        if "een bachelor" in slip and "geen bachelor" in said:
            continue  # "geen" without its g is a good sentence that says the opposite
        found = outcomes(catalogue, [slip])[-1]
        assert not isinstance(found, Verdict) or found.outcome not in LISTED, slip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SINGLE).flatmap(lambda said: st.permutations(said.split())))
def test_the_order_of_words_never_makes_it_listed(catalogue: Catalogue, words: list[str]) -> None:
    found = outcomes(catalogue, [" ".join(words)])[-1]
    assert not isinstance(found, Verdict) or found.outcome not in LISTED


@quick
@given(st.sampled_from(NOT_LISTED), st.sampled_from(["ja", "nee", "weet ik niet"]))
def test_what_is_not_listed_stays_so_whatever_is_answered(
    catalogue: Catalogue, said: str, answer: str
) -> None:
    assert outcomes(catalogue, [said, answer, answer, answer])[-1] == outcomes(catalogue, [said])[-1]


def test_a_check_takes_under_five_milliseconds(catalogue: Catalogue) -> None:
    spent = []
    for said in SAID * 2:
        begun = time.perf_counter()
        check(catalogue, [Turn(question=None, said=said)])
        spent.append(time.perf_counter() - begun)
    assert statistics.median(spent) < 0.0025


def test_the_table_has_no_listed_row_that_is_also_not_listed() -> None:
    keys = sorted(CASES)
    assert all(not set(CASES[one]) & set(CASES[other]) for one, other in pairwise(keys))

"""The bot understands unseen messages no worse than the stored figures say, through the running engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.understanding.cases import read_cases
from bot.understanding.figures import read_figures, regressions, with_slips
from bot.understanding.judging import Outcome, evaluate
from bot.understanding.report import lines
from bot.understanding.running import asking
from tests.e2e.product import Product

UTTERANCES = Path(__file__).parents[1] / "understanding"


@pytest.fixture(scope="module")
def outcome(product: Product) -> Iterator[Outcome]:
    cases = read_cases(UTTERANCES)
    with asking(product.engine_url) as ask:
        yield evaluate([*cases, *with_slips(cases)], ask)


def test_no_figure_is_worse_than_the_stored_one(outcome: Outcome) -> None:
    stored = read_figures(UTTERANCES / "figures.yml")

    assert set(stored) == set(outcome.figures())
    assert regressions(stored, outcome.figures()) == [], "\n".join(lines(outcome, by_topic=False))


def test_the_promised_figures_hold(outcome: Outcome) -> None:
    figures = outcome.figures()

    assert figures["single"] >= 0.95
    assert figures["several"] >= 0.90
    assert figures["context"] >= 0.85
    assert figures["out_of_scope"] >= 0.92
    assert figures["wrong"] <= 0.03

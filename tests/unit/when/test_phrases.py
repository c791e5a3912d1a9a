import pytest

from bot.when.understanding import understand
from tests.unit.when.reading import Phrase, phrases, verdict

DEVELOPED = list(phrases("phrases.yml"))
HELD_OUT = list(phrases("held_out.yml"))


@pytest.mark.parametrize(
    "phrase", DEVELOPED + HELD_OUT, ids=lambda phrase: f"{phrase.text} @{phrase.now:%d-%m}"
)
def test_phrase_means_what_a_flemish_candidate_means_by_it(phrase: Phrase) -> None:
    answer = understand(phrase.text, phrase.now).as_dict()

    assert verdict(phrase, answer) == "right", answer


def test_there_are_enough_phrases_to_say_something() -> None:
    assert len(DEVELOPED) >= 350
    assert len(HELD_OUT) >= 250

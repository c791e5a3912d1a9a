"""A yes that writes a booking is nothing but a yes."""

import pytest

from bot.dialogue.agreeing import says_no, says_yes, to_change
from bot.dialogue.utterance import Utterance


def _said(text: str, intent: str = "nlu_fallback") -> Utterance:
    return Utterance(said=text, intent=intent, confidence=0.9)


@pytest.mark.parametrize(
    "text",
    [
        "ja",
        "Ja, dat klopt!",
        "ok",
        "oké",
        "is goed",
        "doe maar ja",
        "👍",
        "klopt helemaal",
        "perfect, dank je",
        "yes",
        "leg maar vast",
    ],
)
def test_a_plain_yes_is_a_yes_however_it_is_understood(text: str) -> None:
    assert says_yes(_said(text))


@pytest.mark.parametrize(
    "text",
    [
        "ja maar liever om 11u",
        "nee",
        "niet ok",
        "ja, maar mijn naam is fout",
        "wacht, ja?",
        "klopt niet",
        "ja kan het anders",
    ],
)
def test_a_yes_with_more_to_it_is_no_yes_even_if_the_engine_hears_one(text: str) -> None:
    assert not says_yes(_said(text, "affirm"))


@pytest.mark.parametrize(
    "text", ["nee", "neen dank u", "nee niet ok", "dat klopt niet", "hou het zo", "laat maar staan"]
)
def test_a_plain_no_is_a_no(text: str) -> None:
    assert says_no(_said(text))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("andere naam", "name"),
        ("mijn e-mailadres is niet juist", "email"),
        ("ander moment", "moment"),
        ("nee een andere dag", "moment"),
        ("mijn naam is Els", None),
        ("hoe laat is het", None),
    ],
)
def test_what_must_change_is_heard(text: str, part: str | None) -> None:
    assert to_change(text) == part

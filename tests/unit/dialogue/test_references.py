"""References as candidates copy them out of their mail."""

import pytest

from bot.dialogue.references import hear_reference


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("ABCD2345", "ABCD2345"),
        ("mijn referentie is abcd2345 en mijn mail is jan2@telenet.be", "abcd2345"),
        ("ABCD-2345, jan@telenet.be", "ABCD2345"),
        ("abcd 2345", "abcd2345"),
        ("ABCDEFGH", "ABCDEFGH"),
        ("referentie: abcdefgh", "abcdefgh"),
        ("abcdefgh", "abcdefgh"),
        ("annuleer mijn afspraak, referentie ABCD2345", "ABCD2345"),
        ("het is ABCD234O", "ABCD234O"),
    ],
)
def test_a_reference_is_found(text: str, reference: str) -> None:
    assert hear_reference(text) == reference


@pytest.mark.parametrize(
    "text",
    [
        "ik wil mijn afspraak annuleren",
        "op 30 juni 2026 om 10u40",
        "verplaats naar 1 juli om 14u20",
        "waarheen moet ik bellen",
        "jan12345@telenet.be",
        "ik ben mijn referentie kwijt",
        "",
    ],
)
def test_an_ordinary_sentence_holds_none(text: str) -> None:
    assert hear_reference(text) is None

"""Names as candidates type them."""

import pytest

from bot.dialogue.people import corrected, hear_name, resembles


@pytest.mark.parametrize(
    "text",
    [
        "Els Van den Berghe",
        "jan",
        "Amélie D’Hondt",
        "O'Connor Séan",
        "Jean-Pierre De Smet",
        "J. Peeters",
        "J.P. De Smet",
        "Jan Van 't Hof",
        "d'Hondt Jean-Pierre",
        "Fatima El Ouahabi",
        "Maria Del Carmen Garcia Lopez",
        "Łukasz Żak",
        "Nguyễn Thị Minh",
        "محمد علي",
        "राम कुमार",
        "李 小龙",
    ],
)
def test_a_name_that_was_asked_for_is_kept_as_typed(text: str) -> None:
    assert hear_name(text, asked=True) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mijn naam is Els Maes", "Els Maes"),
        ("Ik ben Jan-Baptist de Wit.", "Jan-Baptist de Wit"),
        ("naam: Sofie Claeys", "Sofie Claeys"),
        ("Jan Peeters, jan.peeters@gmail.com", "Jan Peeters"),
        ("jan peeters jan.peeters@gmail.com", "jan peeters"),
        ("Jan Peeters - jan.peeters@gmail.com", "Jan Peeters"),
        ("ik ben Els Maes en mijn mail is els@telenet.be", "Els Maes"),
        ("voornaam: Els, achternaam: Maes", "Els Maes"),
        ("mevrouw Els Maes", "Els Maes"),
        ("ja, Els Maes", "Els Maes"),
        ("Els Maes is mijn naam", "Els Maes"),
        ("Els Maes aub 😊", "Els Maes"),
    ],
)
def test_a_name_is_found_among_other_words(text: str, name: str) -> None:
    assert hear_name(text, asked=True) == name


@pytest.mark.parametrize(
    "text",
    [
        "hoeveel verdien ik",
        "kan dat ook later",
        "1 juli",
        "ja",
        "stop",
        "",
        "👍",
        "a" * 90,
        "<b>x</b>",
        "x@y.be",
        "parking?",
        "moet dat",
        "waarom",
        "wie leest dit",
        "ik ben student",
        "ik ben blij",
        "anoniem",
        "liever niet",
        "hoe lang duurt het",
        "andere naam",
        "kan je mijn naam aanpassen",
    ],
)
def test_what_is_not_a_name_is_not_taken_for_one(text: str) -> None:
    assert hear_name(text, asked=True) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mijn naam is fout, het is Els Maes", "Els Maes"),
        ("nee mijn naam is niet Els Maas maar Els Maes", "Els Maes"),
        ("verander mijn naam naar Els Maes", "Els Maes"),
        ("pas de naam aan naar Els Maes", "Els Maes"),
        ("de naam moet Els Maes zijn", "Els Maes"),
        ("boek op naam van Jan Peeters dinsdag om 10u", "Jan Peeters"),
        ("mijn naam is niet juist", None),
        ("andere naam", None),
    ],
)
def test_a_name_is_put_right_in_free_words(text: str, name: str | None) -> None:
    assert hear_name(text, asked=False) == name


def test_a_name_in_a_whole_booking_is_found_beside_its_address() -> None:
    text = "boek mij in op 1 juli om 9u40, Jan Peeters, jan.peeters@telenet.be"

    assert hear_name(text, asked=False) == "Jan Peeters"


def test_words_of_a_wish_are_no_name_when_none_was_asked() -> None:
    assert hear_name("gesprek boeken aub", asked=False) is None


def test_one_word_puts_the_word_right_that_it_resembles() -> None:
    assert corrected("Els Maas", "Maes") == "Els Maes"
    assert corrected("Els Maas", "Jan Peeters") == "Jan Peeters"


def test_a_correction_resembles_what_it_corrects() -> None:
    assert resembles("Els Maas", "Maes")
    assert not resembles("Els Maas", "Wouter")

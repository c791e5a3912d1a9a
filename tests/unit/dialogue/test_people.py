"""Names and e-mail addresses as candidates type them."""

import pytest

from bot.dialogue.people import Email, NotAnEmail, hear_email, hear_name


@pytest.mark.parametrize(
    "text",
    [
        "Els Van den Berghe",
        "jan",
        "Amélie D’Hondt",
        "O'Connor Séan",
        "Jean-Pierre De Smet",
        "J. Peeters",
        "Fatima El Ouahabi",
        "Łukasz Żak",
        "Nguyễn Thị Minh",
        "محمد علي",
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
    ],
)
def test_a_name_is_found_among_other_words(text: str, name: str) -> None:
    assert hear_name(text, asked=True) == name


@pytest.mark.parametrize(
    "text",
    ["hoeveel verdien ik", "kan dat ook later", "1 juli", "ja", "stop", "", "👍", "a" * 90, "<b>x</b>", "x@y.be"],
)
def test_what_is_not_a_name_is_not_taken_for_one(text: str) -> None:
    assert hear_name(text, asked=True) is None


def test_a_name_in_a_whole_booking_is_found_beside_its_address() -> None:
    text = "boek mij in op 1 juli om 9u40, Jan Peeters, jan.peeters@telenet.be"

    assert hear_name(text, asked=False) == "Jan Peeters"


def test_words_of_a_wish_are_no_name_when_none_was_asked() -> None:
    assert hear_name("gesprek boeken aub", asked=False) is None


def test_an_address_is_normalised() -> None:
    assert hear_email("mijn mail is jan.peeters@TELENET.be.") == Email(address="jan.peeters@telenet.be")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("jan@gmial.com", "jan@gmail.com"), ("jan@hotmial.com", "jan@hotmail.com"), ("j@telnet.be", "j@telenet.be")],
)
def test_a_likely_typo_in_the_domain_is_pointed_out(typed: str, meant: str) -> None:
    assert hear_email(typed) == Email(address=typed, meant=meant)


@pytest.mark.parametrize("typed", ["jan@", "jan@gmail", "@gmail.com", "jan@@gmail.com", "jan@gmail..com"])
def test_a_broken_address_is_named(typed: str) -> None:
    assert isinstance(hear_email(typed), NotAnEmail)


def test_no_address_is_no_address() -> None:
    assert hear_email("ik heb geen mail") is None

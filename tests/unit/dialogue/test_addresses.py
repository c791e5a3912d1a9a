"""E-mail addresses as candidates type them, misspell them and spell them out."""

import pytest

from bot.dialogue.addresses import Email, NotAnEmail, hear_email


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mijn mail is jan.peeters@TELENET.be.", "jan.peeters@telenet.be"),
        ("e-mail:jan@outlook.com", "jan@outlook.com"),
        ("jan.peeters @ gmail.com", "jan.peeters@gmail.com"),
        ("jan (at) gmail.com", "jan@gmail.com"),
        ("jan@gmail,com", "jan@gmail.com"),
        ("jan punt peeters at gmail punt com", "jan.peeters@gmail.com"),
        ("mijn mail is jan punt peeters apenstaartje telenet punt be", "jan.peeters@telenet.be"),
        ("jan streepje peeters at outlook punt be", "jan-peeters@outlook.be"),
        ("stuur maar naar els at mijnbedrijf punt be aub", "els@mijnbedrijf.be"),
        ("niet jan@telenet.be maar els@telenet.be", "els@telenet.be"),
        ("els@telenet.be ipv jan@telenet.be", "els@telenet.be"),
        ("jan_p@hotmail.co.uk", "jan_p@hotmail.co.uk"),
    ],
)
def test_an_address_is_read_and_normalised(text: str, address: str) -> None:
    assert hear_email(text) == Email(address=address)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jan@gmial.com", "jan@gmail.com"),
        ("jan@hotmial.com", "jan@hotmail.com"),
        ("j@telnet.be", "j@telenet.be"),
        ("jan@gmail.be", "jan@gmail.com"),
        ("jan@telenet.bee", "jan@telenet.be"),
        ("els@mijnbedrijf.con", "els@mijnbedrijf.com"),
        ("renée@telenet.be", "renee@telenet.be"),
    ],
)
def test_a_likely_typo_is_pointed_out(typed: str, meant: str) -> None:
    assert hear_email(typed) == Email(address=typed, meant=meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jan@", None),
        ("@gmail.com", None),
        ("jan@gmail", "jan@gmail.com"),
        ("jan@@gmail.com", "jan@gmail.com"),
        ("jan@gmail..com", "jan@gmail.com"),
    ],
)
def test_a_broken_address_is_named_with_what_it_may_stand_for(typed: str, meant: str | None) -> None:
    assert hear_email(typed) == NotAnEmail(typed=typed, meant=meant)


@pytest.mark.parametrize("text", ["ik heb geen mail", "we spreken af at home", "", "op 1 juli om 9.40"])
def test_no_address_is_no_address(text: str) -> None:
    assert hear_email(text) is None

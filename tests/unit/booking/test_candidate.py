"""What a candidate types becomes a name and an address that can do no harm."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.booking.bookings import REFERENCE_ALPHABET, Candidate, new_reference


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Zoë   D'Hondt ", "Zoë D'Hondt"),
        ("Jan\r\nBcc: all@example.org", "Jan Bcc: all@example.org"),
        ("Łukasz Ørsted-Þór", "Łukasz Ørsted-Þór"),
        ("Zoe\u0308", "Zoë"),
        ("Ana 🎉", "Ana 🎉"),
        ("محمد", "محمد"),
        ("a\u2028b\x00c", "a b c"),
    ],
)
def test_a_name_is_one_clean_line(typed: str, name: str) -> None:
    assert Candidate(name=typed, email="a@example.org").name == name


@pytest.mark.parametrize("typed", ["", "   ", "\n", "x" * 101])
def test_a_name_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="name"):
        Candidate(name=typed, email="a@example.org")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "a",
        "a@",
        "@example.org",
        "a b@example.org",
        "a@b@example.org",
        "a@example.org\nBcc: all@example.org",
        "<a@example.org>",
        "a,b@example.org",
        '"a"@example.org',
        "a" * 250 + "@example.org",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Candidate(name="Zoë", email=typed)


def test_an_address_is_the_same_whatever_its_capitals() -> None:
    one = Candidate(name="Zoë", email=" Zoe@Example.ORG ")
    other = Candidate(name="Zoë", email="zoe@example.org")
    assert one.email == "Zoe@Example.ORG"
    assert one.key == other.key


@settings(deadline=None)  # machines are busy
@given(st.text(max_size=200))
def test_no_name_ever_holds_a_line_break_or_a_control_character(typed: str) -> None:
    try:
        name = Candidate(name=typed, email="a@example.org").name
    except ValueError:
        return
    assert len(name.splitlines()) == 1
    assert not any(unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") for char in name)
    name.encode("utf-8")


def test_a_reference_has_nothing_that_can_be_misread() -> None:
    references = {new_reference() for _ in range(2000)}
    assert len(references) == 2000
    assert all(re.fullmatch(f"[{REFERENCE_ALPHABET}]{{8}}", reference) for reference in references)
    assert all(reference[0].isalpha() and not reference.isalpha() for reference in references)
    assert not set("01ILOU") & set(REFERENCE_ALPHABET)

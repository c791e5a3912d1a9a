import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.typed import for_engine, masked, readable


@given(st.text())
def test_nothing_typed_is_ever_a_command(typed: str) -> None:
    assert not for_engine(readable(typed)).strip().startswith("/")


@given(st.text(alphabet="/ \t\n\u200b\u2060\ufeff\u00a0\u3000\u2028\x00\x1c／ar", max_size=30))
def test_no_mixture_of_slashes_and_invisible_characters_is_a_command(typed: str) -> None:
    told = for_engine(masked(readable(typed)))

    assert not told.strip().startswith("/")
    assert "\x00" not in told


@given(st.text())
def test_what_is_told_can_be_sent_and_kept(typed: str) -> None:
    assert readable(typed).encode().decode() == readable(typed)
    assert "\x00" not in readable(typed)


def test_a_family_stays_together_and_lines_stay_lines() -> None:
    assert readable("👨‍👩‍👧\r\nhallo") == "👨‍👩‍👧\nhallo"


@pytest.mark.parametrize(
    "number",
    ["85.07.30-033.28", "85073003328", "850730 033 28", "85 07 30 033 28", "85.07.30-033.99", "00012556777"],
)
def test_national_numbers_are_covered(number: str) -> None:
    assert masked(f"mijn nummer is {number}.") == "mijn nummer is [rijksregisternummer]."


@pytest.mark.parametrize(
    "account",
    [
        "BE68539007547034",
        "BE68 5390 0754 7034",
        "be68-5390-0754-7034",
        "BE00 1111 2222 3333",
        "NL91ABNA0417164300",
    ],
)
def test_accounts_are_covered_and_the_words_around_them_stay(account: str) -> None:
    assert masked(f"op {account} graag groeten") == "op [rekeningnummer] graag groeten"


@pytest.mark.parametrize(
    "text",
    [
        "bel 0475 12 34 56",
        "bel +32 475 12 34 56",
        "bel +32475123456",
        "bel 32475123456",
        "bel 0032 475 12 34 56",
        "056 27 70 00",
        "an.peeters@voorbeeld.be",
        "1 juli 2026 om 9.40 uur",
        "01/07/2026 14.20",
        "30.06.2026-10.07.2026",
        "tussen 3120,78 en 5258,42 euro",
        "referentie ABCD2345",
        "12345678901",
        "be the best person for this job",
        "in 2004 behaald aan hogeschool VIVES campus Kortrijk",
    ],
)
def test_what_a_booking_needs_stays(text: str) -> None:
    assert masked(text) == text

"""Pointing at what is on offer, and away from it."""

from datetime import date, time

import pytest

from bot.booking.slots import Wish
from bot.dialogue.pointing import pointed_at, pointed_away
from tests.booking_factories import brussels, some_rules

SHOWN = (brussels(1, "09:40"), brussels(1, "14:00"), brussels(2, "10:00"))


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("de eerste", 0),
        ("doe maar de tweede", 1),
        ("de laatste graag", 2),
        ("optie 3", 2),
        ("nummer twee aub", 1),
        ("ja, de derde is goed", 2),
        ("die eerste", 0),
        ("het tweede moment", 1),
    ],
)
def test_a_place_in_the_list_is_a_choice(said: str, place: int) -> None:
    assert pointed_at(said, SHOWN) == SHOWN[place]


@pytest.mark.parametrize(
    "said",
    ["de eerste juli", "de vierde", "2", "eerst nog een vraag", "de tweede week", "", "eerste week juli"],
)
def test_what_is_not_a_place_in_the_list_is_no_choice(said: str) -> None:
    assert pointed_at(said, SHOWN) is None


def test_earlier_than_one_moment_is_first_of_all_earlier_that_day() -> None:
    same_day, before = (
        pointed_away("kan het iets vroeger", [brussels(2, "10:00")], Wish(), some_rules()) or ()
    )

    assert same_day == Wish(dates=(date(2026, 7, 2),), end=time(10))
    assert before == Wish(dates=(date(2026, 6, 30), date(2026, 7, 1)))


def test_later_than_several_days_is_first_of_all_another_day() -> None:
    first, *_ = pointed_away("liever later", SHOWN, Wish(), some_rules()) or ()

    assert first.dates is not None
    assert first.dates[0] == date(2026, 7, 3)


def test_another_day_keeps_the_part_of_the_day() -> None:
    afternoon = Wish(dates=(date(2026, 7, 1),), start=time(12), end=time(18))
    (other,) = pointed_away("een andere dag", [brussels(1, "14:00")], afternoon, some_rules()) or ()

    assert (other.start, other.end) == (time(12), time(18))
    assert date(2026, 7, 1) not in (other.dates or ())


def test_a_day_later_is_that_day() -> None:
    assert pointed_away("een dag later", [brussels(1, "14:00")], Wish(), some_rules()) == (
        Wish(dates=(date(2026, 7, 2),)),
    )


def test_nothing_is_pointed_away_from_when_nothing_was_offered() -> None:
    assert pointed_away("later", (), Wish(), some_rules()) is None

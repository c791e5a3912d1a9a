"""Which of the free moments are shown first."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.booking.grid import Moment, all_moments
from bot.booking.slots import Offer, Wish, offer
from tests.booking_factories import brussels, some_rules

RULES = some_rules()
FREE = all_moments(RULES)
WEDNESDAY = date(2026, 7, 1)


def _shown(offered: Offer) -> list[str]:
    return [moment.start.astimezone(RULES.zone).strftime("%d %H:%M") for moment in offered.moments]


def _without(*starts: str) -> list[Moment]:
    taken = {brussels(1, clock) for clock in starts}
    return [moment for moment in FREE if moment.start not in taken]


def test_without_a_wish_the_first_days_have_a_morning_and_an_afternoon() -> None:
    assert _shown(offer(FREE, None, RULES)) == [
        "30 10:40",
        "30 15:00",
        "01 10:40",
        "01 15:00",
        "02 10:40",
        "02 15:00",
    ]


def test_a_day_is_spread_over_its_hours() -> None:
    offered = offer(FREE, Wish(dates=(WEDNESDAY,)), RULES)
    assert offered.fits
    assert _shown(offered) == ["01 09:20", "01 10:40", "01 11:40", "01 14:00", "01 15:00", "01 16:20"]


def test_a_part_of_the_day_is_kept_to() -> None:
    offered = offer(FREE, Wish(dates=(WEDNESDAY,), start=time(13), end=time(14)), RULES)
    assert _shown(offered) == ["01 13:00", "01 13:20", "01 13:40"]
    assert offered.following is None


def test_an_interview_before_eleven_ends_by_eleven() -> None:
    offered = offer(FREE, Wish(dates=(WEDNESDAY,), end=time(11)), RULES)
    assert _shown(offered)[-1] == "01 10:40"


def test_the_exact_moment_asked_for_is_the_only_one() -> None:
    offered = offer(FREE, Wish(dates=(WEDNESDAY,), start=time(9, 40), end=time(9, 40)), RULES)
    assert (_shown(offered), offered.fits) == (["01 09:40"], True)


def test_a_taken_moment_is_answered_with_its_neighbours() -> None:
    wish = Wish(dates=(WEDNESDAY,), start=time(9, 40), end=time(9, 40))
    offered = offer(_without("09:40"), wish, RULES)
    assert not offered.fits
    assert {"01 09:20", "01 10:00"} < set(_shown(offered))
    assert len(offered.moments) == 6


def test_a_full_morning_is_answered_with_the_afternoon_and_the_mornings_around_it() -> None:
    morning = [f"{hour:02d}:{minute:02d}" for hour in (9, 10, 11) for minute in (0, 20, 40)]
    wish = Wish(dates=(WEDNESDAY,), start=time(8), end=time(12))
    days = {shown[:2] for shown in _shown(offer(_without(*morning), wish, RULES))}
    assert days >= {"30", "02"}


def test_a_day_outside_the_period_is_answered_with_the_day_nearest_to_it() -> None:
    offered = offer(FREE, Wish(dates=(date(2026, 7, 20),)), RULES)
    assert not offered.fits
    assert {shown[:2] for shown in _shown(offered)} == {"10", "09"}


def test_an_exact_time_without_a_day_is_offered_on_the_first_days() -> None:
    offered = offer(FREE, Wish(start=time(14), end=time(14)), RULES)
    assert _shown(offered) == ["30 14:00", "01 14:00", "02 14:00"]
    assert _shown(offer(FREE, Wish(start=time(14), end=time(14)), RULES, after=3))[0] == "03 14:00"


def test_nothing_free_offers_nothing() -> None:
    assert offer((), Wish(dates=(WEDNESDAY,)), RULES) == Offer(moments=(), fits=False, following=None)


WISHES = st.builds(
    Wish,
    dates=st.none()
    | st.lists(st.dates(date(2026, 6, 25), date(2026, 7, 15)), min_size=1, max_size=5).map(tuple),
    start=st.none() | st.times(time(8), time(18)),
    end=st.none() | st.times(time(8), time(18)),
)


@settings(deadline=None)  # machines are busy
@given(wish=WISHES, free=st.sets(st.sampled_from(FREE), max_size=60))
def test_more_and_more_shows_everything_once_and_never_over_six(wish: Wish, free: set[Moment]) -> None:
    seen: list[Moment] = []
    after: int | None = 0
    while after is not None:
        offered = offer(sorted(free), wish, RULES, after=after)
        assert len(offered.moments) <= 6
        assert list(offered.moments) == sorted(offered.moments)
        seen += offered.moments
        after = offered.following
    assert len(seen) == len(set(seen))
    assert set(seen) <= free
    assert not free or seen
    if not offered.fits:
        assert set(seen) == free


@pytest.mark.parametrize("after", [500, 10_000])
def test_asking_beyond_the_end_gives_nothing(after: int) -> None:
    assert offer(FREE, None, RULES, after=after).moments == ()

"""The moments that the rules allow."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.booking.grid import Reason, all_moments, is_over, standing
from tests.booking_factories import NOW, brussels, some_rules

RULES = some_rules()


def test_the_period_has_nine_working_days_of_twenty_one_moments() -> None:
    moments = all_moments(RULES)
    days = {moment.start.astimezone(RULES.zone).date() for moment in moments}
    assert len(moments) == 9 * 21
    assert min(days) == date(2026, 6, 30)
    assert max(days) == date(2026, 7, 10)
    assert not any(day.weekday() > 4 for day in days)


def test_moments_follow_each_other_and_end_with_the_working_hours() -> None:
    clocks = [moment.start.astimezone(RULES.zone).strftime("%H:%M") for moment in all_moments(RULES)[:21]]
    assert clocks[:2] == ["09:00", "09:20"]
    assert clocks[8:10] == ["11:40", "13:00"]
    assert clocks[-1] == "16:40"


def test_a_moment_that_would_run_over_is_not_offered() -> None:
    rules = some_rules(working_hours=[{"from": "09:00", "until": "09:50"}])
    assert len(all_moments(rules)) == 2 * 9


def test_a_day_off_has_no_moments() -> None:
    rules = some_rules(days_off=[date(2026, 7, 3)])
    assert len(all_moments(rules)) == 8 * 21
    assert standing(rules, brussels(3, "09:00"), now=NOW) is Reason.DAY_OFF


def test_moments_are_instants_in_utc() -> None:
    assert all_moments(RULES)[0].start == datetime(2026, 6, 30, 7, 0, tzinfo=UTC)
    assert all_moments(RULES)[0].start.tzinfo is UTC


@pytest.mark.parametrize(
    ("first", "last", "hours_utc"),
    [
        (date(2026, 3, 27), date(2026, 3, 30), [8, 7]),  # summer time begins on Sunday 29 March
        (date(2026, 10, 23), date(2026, 10, 26), [7, 8]),  # and ends on Sunday 25 October
    ],
)
def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change(
    first: date, last: date, hours_utc: list[int]
) -> None:
    rules = some_rules(
        period={"first": first, "last": last}, working_hours=[{"from": "09:00", "until": "09:20"}]
    )
    assert [moment.start.hour for moment in all_moments(rules)] == hours_utc
    assert [moment.end - moment.start for moment in all_moments(rules)] == [timedelta(minutes=20)] * 2


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (brussels(30, "09:00", month=6), Reason.FREE),
        (brussels(10, "16:40"), Reason.FREE),
        (brussels(29, "09:00", month=6), Reason.OUTSIDE_PERIOD),
        (brussels(13, "09:00"), Reason.OUTSIDE_PERIOD),
        (brussels(1, "00:00"), Reason.OUTSIDE_HOURS),
        (brussels(1, "16:50"), Reason.NOT_A_SLOT),
        (brussels(1, "09:00") + timedelta(seconds=1), Reason.NOT_A_SLOT),
    ],
)
def test_the_edges_of_the_period(start: datetime, reason: Reason) -> None:
    assert standing(RULES, start, now=NOW) is reason


def test_the_period_is_over_when_its_last_moment_has_begun() -> None:
    last = all_moments(RULES)[-1].start
    assert not is_over(RULES, now=last)
    assert is_over(RULES, now=last + timedelta(seconds=1))


def test_a_period_of_days_off_is_over_before_it_begins() -> None:
    rules = some_rules(period={"first": date(2026, 7, 4), "last": date(2026, 7, 5)})
    assert all_moments(rules) == ()
    assert standing(rules, brussels(4, "09:00"), now=NOW) is Reason.PERIOD_OVER

"""Which moments can be had, and why another cannot."""

from datetime import timedelta

import pytest

from bot.booking import service
from bot.booking.grid import Reason, all_moments
from bot.booking.housekeeping import sweep
from bot.booking.slots import explain, free_moments, why_nothing
from bot.booking.tables import BookingRow
from bot.calendars.local import LocalCalendar
from bot.calendars.port import Busy
from bot.store import Store
from tests.booking_factories import (
    ELS,
    NOW,
    TOM,
    BusyCalendar,
    UnreadableCalendar,
    a_booking,
    a_candidate,
    brussels,
    one_interviewer,
    some_rules,
)

RULES = some_rules()
WEDNESDAY = brussels(1, "09:40")


def test_everything_is_free_at_first(store: Store, calendar: LocalCalendar) -> None:
    assert free_moments(store, calendar, RULES, now=NOW) == all_moments(RULES)


def test_nothing_is_free_where_no_calendar_can_be_read(store: Store) -> None:
    assert free_moments(store, UnreadableCalendar(), RULES, now=NOW) == ()


def test_why_nothing_is_free_is_told(store: Store, calendar: LocalCalendar) -> None:
    all_day = (Busy(start=brussels(29, "00:00", month=6), end=brussels(11, "00:00")),)
    assert why_nothing(store, calendar, RULES, now=NOW) is Reason.FREE
    assert why_nothing(store, UnreadableCalendar(), RULES, now=NOW) is Reason.CALENDAR_UNREADABLE
    half_seen, full = BusyCalendar({TOM: all_day}), BusyCalendar({TOM: all_day, ELS: all_day})
    assert why_nothing(store, half_seen, RULES, now=NOW) is Reason.CALENDAR_UNREADABLE
    assert why_nothing(store, full, RULES, now=NOW) is Reason.INTERVIEWER_BUSY
    assert why_nothing(store, calendar, RULES, now=brussels(10, "14:00")) is Reason.TOO_SOON
    assert why_nothing(store, calendar, RULES, now=brussels(11, "09:00")) is Reason.PERIOD_OVER


def test_when_candidates_took_everything_that_is_the_reason(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer(period={"first": WEDNESDAY.date(), "last": WEDNESDAY.date()}, slot_minutes=120)
    for number, moment in enumerate(all_moments(rules)):
        service.hold(store, calendar, rules, moment.start, conversation=f"chat-{number}", now=NOW)
    assert free_moments(store, calendar, rules, now=NOW) == ()
    assert why_nothing(store, calendar, rules, now=NOW) is Reason.TAKEN


def test_an_interviewer_whose_calendar_cannot_be_read_has_no_moments(store: Store) -> None:
    all_day = (Busy(start=brussels(29, "00:00", month=6), end=brussels(11, "00:00")),)
    readable = BusyCalendar({TOM: all_day})
    assert free_moments(store, readable, RULES, now=NOW) == ()
    assert explain(store, BusyCalendar({}), RULES, WEDNESDAY, now=NOW) is Reason.CALENDAR_UNREADABLE
    assert explain(store, readable, RULES, WEDNESDAY, now=NOW) is Reason.INTERVIEWER_BUSY


def test_a_moment_is_free_while_one_interviewer_is(store: Store, calendar: LocalCalendar) -> None:
    a_booking(store, calendar, RULES)
    assert explain(store, calendar, RULES, WEDNESDAY, now=NOW) is Reason.FREE
    a_booking(store, calendar, RULES, candidate=a_candidate(2), conversation="chat-2")
    assert explain(store, calendar, RULES, WEDNESDAY, now=NOW) is Reason.TAKEN
    assert WEDNESDAY not in {moment.start for moment in free_moments(store, calendar, RULES, now=NOW)}


def test_a_meeting_blocks_each_moment_it_touches(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    calendar.add_busy(ELS, brussels(1, "09:50"), brussels(1, "10:20"), subject="Vergadering")
    reasons = {
        clock: explain(store, calendar, rules, brussels(1, clock), now=NOW)
        for clock in ("09:20", "09:40", "10:00", "10:20")
    }
    assert reasons == {
        "09:20": Reason.FREE,
        "09:40": Reason.INTERVIEWER_BUSY,
        "10:00": Reason.INTERVIEWER_BUSY,
        "10:20": Reason.FREE,
    }


@pytest.mark.parametrize(
    ("day", "clock", "reason"),
    [
        (1, "09:40", Reason.FREE),
        (1, "09:45", Reason.NOT_A_SLOT),
        (1, "08:40", Reason.OUTSIDE_HOURS),
        (1, "12:00", Reason.OUTSIDE_HOURS),
        (1, "17:00", Reason.OUTSIDE_HOURS),
        (4, "09:40", Reason.DAY_OFF),
        (3, "09:40", Reason.DAY_OFF),
        (13, "09:40", Reason.OUTSIDE_PERIOD),
    ],
)
def test_the_rules_have_their_reason(
    store: Store, calendar: LocalCalendar, day: int, clock: str, reason: Reason
) -> None:
    rules = some_rules(days_off=[brussels(3, "12:00").date()])
    assert explain(store, calendar, rules, brussels(day, clock), now=NOW) is reason


def test_a_moment_comes_too_soon_within_four_hours(store: Store, calendar: LocalCalendar) -> None:
    at_the_limit = WEDNESDAY - timedelta(hours=4)
    assert explain(store, calendar, RULES, WEDNESDAY, now=at_the_limit) is Reason.FREE
    late = at_the_limit + timedelta(seconds=1)
    assert explain(store, calendar, RULES, WEDNESDAY, now=late) is Reason.TOO_SOON


def test_after_the_last_moment_the_period_is_over(store: Store, calendar: LocalCalendar) -> None:
    now = brussels(10, "16:41")
    assert explain(store, calendar, RULES, WEDNESDAY, now=now) is Reason.PERIOD_OVER
    assert free_moments(store, calendar, RULES, now=now) == ()


def test_ones_own_hold_does_not_count_as_taken(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    service.hold(store, calendar, rules, WEDNESDAY, conversation="chat-1", now=NOW)
    assert explain(store, calendar, rules, WEDNESDAY, now=NOW) is Reason.TAKEN
    assert explain(store, calendar, rules, WEDNESDAY, now=NOW, conversation="chat-1") is Reason.FREE
    free = free_moments(store, calendar, rules, now=NOW, conversation="chat-1")
    assert WEDNESDAY in {moment.start for moment in free}


def test_an_interviewer_of_two_vacancies_is_taken_for_both(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    other = one_interviewer(vacancy="other-2026", slot_minutes=30)
    a_booking(store, calendar, rules)
    assert explain(store, calendar, other, brussels(1, "09:30"), now=NOW) is Reason.TAKEN


def test_the_sweep_lets_holds_expire_and_forgets_them_after_a_day(
    store: Store, calendar: LocalCalendar
) -> None:
    service.hold(store, calendar, RULES, WEDNESDAY, conversation="chat-1", now=NOW)
    kept = a_booking(store, calendar, RULES, start=brussels(2, "09:00"), conversation="chat-2")
    assert sweep(store, now=NOW + timedelta(minutes=9)) == 0
    assert sweep(store, now=NOW + timedelta(minutes=10)) == 1
    sweep(store, now=NOW + timedelta(days=2))
    with store.read() as session:
        assert [row.id for row in session.query(BookingRow)] == [kept.id]

"""Holding a moment and turning it into a booking."""

from datetime import timedelta

import pytest

from bot.booking import service
from bot.booking.bookings import Candidate
from bot.booking.grid import Reason
from bot.booking.invited import invite
from bot.booking.refusals import (
    AlreadyBooked,
    HoldExpired,
    NotInvited,
    NotOffered,
    PeriodOver,
    SlotTaken,
    TooSoon,
)
from bot.booking.slots import explain
from bot.booking.tables import BookingRow, OutboxRow
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


def test_a_held_moment_becomes_a_booking(store: Store, calendar: LocalCalendar) -> None:
    held = service.hold(store, calendar, RULES, WEDNESDAY, conversation="chat-1", now=NOW)
    booking = service.book(store, RULES, held.id, a_candidate(), now=NOW)
    assert (booking.start, booking.end) == (WEDNESDAY, WEDNESDAY + timedelta(minutes=20))
    assert booking.status is service.Status.CONFIRMED
    assert len(booking.reference) == 8
    assert service.booking_of_conversation(store, "chat-1") == booking


def test_booking_writes_down_the_event_the_letter_and_the_reminder(
    store: Store, calendar: LocalCalendar
) -> None:
    a_booking(store, calendar, RULES)
    with store.read() as session:
        rows = session.query(OutboxRow).order_by(OutboxRow.id).all()
    assert [row.operation for row in rows] == ["calendar.create", "mail.confirmation", "mail.reminder"]
    assert rows[2].not_before == brussels(30, "09:00", month=6)


def test_no_reminder_when_its_time_has_passed(store: Store, calendar: LocalCalendar) -> None:
    a_booking(store, calendar, RULES, now=brussels(30, "12:00", month=6))
    with store.read() as session:
        operations = [row.operation for row in session.query(OutboxRow)]
    assert "mail.reminder" not in operations


def test_the_same_call_twice_gives_the_same_booking(store: Store, calendar: LocalCalendar) -> None:
    held = service.hold(store, calendar, RULES, WEDNESDAY, conversation="chat-1", now=NOW)
    first = service.book(store, RULES, held.id, a_candidate(), now=NOW)
    assert service.book(store, RULES, held.id, a_candidate(), now=NOW) == first
    with store.read() as session:
        assert session.query(OutboxRow).count() == 3


def test_two_candidates_get_the_two_interviewers(store: Store, calendar: LocalCalendar) -> None:
    one = a_booking(store, calendar, RULES, candidate=a_candidate(1), conversation="one")
    two = a_booking(store, calendar, RULES, candidate=a_candidate(2), conversation="two")
    assert {one.interviewer, two.interviewer} == {ELS, TOM}


def test_third_candidate_gets_slot_taken(store: Store, calendar: LocalCalendar) -> None:
    for number in (1, 2):
        a_booking(store, calendar, RULES, candidate=a_candidate(number), conversation=f"chat-{number}")
    with pytest.raises(SlotTaken) as refusal:
        service.hold(store, calendar, RULES, WEDNESDAY, conversation="chat-3", now=NOW)
    assert refusal.value.reason is Reason.TAKEN


def test_bookings_go_to_the_least_loaded_interviewer(store: Store, calendar: LocalCalendar) -> None:
    times = ("09:00", "09:20", "09:40", "10:00", "10:20", "10:40")
    made = [
        a_booking(
            store,
            calendar,
            RULES,
            start=brussels(1, clock),
            candidate=a_candidate(number),
            conversation=str(number),
        )
        for number, clock in enumerate(times)
    ]
    load = [booking.interviewer for booking in made]
    assert load.count(ELS) == load.count(TOM) == 3


def test_second_booking_of_one_candidate_is_refused_and_names_the_first(
    store: Store, calendar: LocalCalendar
) -> None:
    first = a_booking(store, calendar, RULES)
    with pytest.raises(AlreadyBooked) as refusal:
        a_booking(
            store,
            calendar,
            RULES,
            start=brussels(2, "09:00"),
            candidate=Candidate(name="Someone", email="CANDIDATE1@Example.org"),
            conversation="chat-2",
        )
    assert refusal.value.booking == first


def test_a_refused_second_booking_leaves_the_hold_as_it_was(store: Store, calendar: LocalCalendar) -> None:
    a_booking(store, calendar, RULES)
    held = service.hold(store, calendar, RULES, brussels(2, "09:00"), conversation="chat-2", now=NOW)
    with pytest.raises(AlreadyBooked):
        service.book(store, RULES, held.id, a_candidate(), now=NOW)
    assert service.hold_of_conversation(store, "chat-2", now=NOW) == held


def test_a_hold_cannot_be_booked_after_its_ten_minutes(store: Store, calendar: LocalCalendar) -> None:
    held = service.hold(store, calendar, RULES, WEDNESDAY, conversation="chat-1", now=NOW)
    with pytest.raises(HoldExpired) as refusal:
        service.book(store, RULES, held.id, a_candidate(), now=NOW + timedelta(minutes=10))
    assert refusal.value.start == WEDNESDAY


def test_an_expired_hold_makes_way(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    service.hold(store, calendar, rules, WEDNESDAY, conversation="slow", now=NOW)
    with pytest.raises(SlotTaken):
        service.hold(store, calendar, rules, WEDNESDAY, conversation="quick", now=NOW)
    later = NOW + timedelta(minutes=10)
    assert service.hold(store, calendar, rules, WEDNESDAY, conversation="quick", now=later)


def test_a_new_hold_replaces_the_conversations_earlier_one(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    service.hold(store, calendar, rules, WEDNESDAY, conversation="chat-1", now=NOW)
    held = service.hold(store, calendar, rules, brussels(2, "09:00"), conversation="chat-1", now=NOW)
    assert service.hold_of_conversation(store, "chat-1", now=NOW) == held
    assert explain(store, calendar, rules, WEDNESDAY, now=NOW) is Reason.FREE


def test_a_hold_that_fails_leaves_the_earlier_one(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    a_booking(store, calendar, rules, start=brussels(2, "09:00"), conversation="other")
    held = service.hold(store, calendar, rules, WEDNESDAY, conversation="chat-1", now=NOW)
    with pytest.raises(SlotTaken):
        service.hold(store, calendar, rules, brussels(2, "09:00"), conversation="chat-1", now=NOW)
    assert service.hold_of_conversation(store, "chat-1", now=NOW) == held


def test_a_released_hold_is_free_again_and_cannot_be_booked(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    held = service.hold(store, calendar, rules, WEDNESDAY, conversation="chat-1", now=NOW)
    service.release(store, held.id, now=NOW)
    service.release(store, held.id, now=NOW)
    assert explain(store, calendar, rules, WEDNESDAY, now=NOW) is Reason.FREE
    with pytest.raises(HoldExpired):
        service.book(store, rules, held.id, a_candidate(), now=NOW)


def test_an_unknown_hold_cannot_be_booked(store: Store) -> None:
    with pytest.raises(HoldExpired):
        service.book(store, RULES, "0" * 32, a_candidate(), now=NOW)


def test_what_the_rules_do_not_offer_cannot_be_held(store: Store, calendar: LocalCalendar) -> None:
    with pytest.raises(NotOffered) as refusal:
        service.hold(store, calendar, RULES, brussels(1, "12:20"), conversation="chat-1", now=NOW)
    assert refusal.value.reason is Reason.OUTSIDE_HOURS


def test_a_moment_within_the_notice_cannot_be_held(store: Store, calendar: LocalCalendar) -> None:
    with pytest.raises(TooSoon) as refusal:
        service.hold(
            store, calendar, RULES, WEDNESDAY, conversation="chat-1", now=WEDNESDAY - timedelta(hours=3)
        )
    assert refusal.value.earliest == WEDNESDAY + timedelta(hours=1)


def test_nothing_can_be_held_after_the_period(store: Store, calendar: LocalCalendar) -> None:
    with pytest.raises(PeriodOver):
        service.hold(store, calendar, RULES, WEDNESDAY, conversation="chat-1", now=brussels(11, "09:00"))


def test_an_unreadable_calendar_lets_nobody_in(store: Store) -> None:
    with pytest.raises(SlotTaken) as refusal:
        service.hold(store, UnreadableCalendar(), RULES, WEDNESDAY, conversation="chat-1", now=NOW)
    assert refusal.value.reason is Reason.CALENDAR_UNREADABLE


def test_a_busy_interviewer_is_passed_over(store: Store, calendar: LocalCalendar) -> None:
    calendar.add_busy(ELS, brussels(1, "09:00"), brussels(1, "10:00"), subject="Vergadering")
    assert a_booking(store, calendar, RULES).interviewer == TOM


def test_a_colleague_takes_over_when_the_diary_filled_up_meanwhile(
    store: Store, calendar: LocalCalendar
) -> None:
    held = service.hold(store, calendar, RULES, WEDNESDAY, conversation="chat-1", now=NOW)
    calendar.add_busy(held.interviewer, brussels(1, "09:00"), brussels(1, "10:00"), subject="Vergadering")
    booking = service.book(store, RULES, held.id, a_candidate(), now=NOW, calendar=calendar)
    assert {held.interviewer, booking.interviewer} == {ELS, TOM}


def test_without_a_free_colleague_the_moment_is_gone(store: Store, calendar: LocalCalendar) -> None:
    held = service.hold(store, calendar, RULES, WEDNESDAY, conversation="chat-1", now=NOW)
    meeting = (Busy(start=brussels(1, "09:00"), end=brussels(1, "10:00")),)
    full = BusyCalendar({ELS: meeting, TOM: meeting})
    with pytest.raises(SlotTaken) as refusal:
        service.book(store, RULES, held.id, a_candidate(), now=NOW, calendar=full)
    assert refusal.value.reason is Reason.INTERVIEWER_BUSY


def test_a_held_moment_is_kept_when_the_calendar_went_away(store: Store, calendar: LocalCalendar) -> None:
    held = service.hold(store, calendar, RULES, WEDNESDAY, conversation="chat-1", now=NOW)
    assert service.book(store, RULES, held.id, a_candidate(), now=NOW, calendar=UnreadableCalendar())


def test_only_invited_candidates_book_where_access_is_invited(store: Store, calendar: LocalCalendar) -> None:
    rules = some_rules(access="invited")
    with pytest.raises(NotInvited):
        a_booking(store, calendar, rules)
    assert invite(store, rules, ["Candidate1@example.org", "candidate1@example.org"], now=NOW) == 1
    assert a_booking(store, calendar, rules)


def test_nothing_personal_is_kept_of_a_hold(store: Store, calendar: LocalCalendar) -> None:
    service.hold(store, calendar, RULES, WEDNESDAY, conversation="chat-1", now=NOW)
    with store.read() as session:
        row = session.query(BookingRow).one()
    assert (row.name, row.email, row.candidate, row.reference) == (None, None, None, None)

"""Giving a booking another moment."""

from datetime import timedelta

import pytest

from bot.booking import service
from bot.booking.grid import Reason
from bot.booking.refusals import NotFound, NotOffered, SlotTaken, TooLate, TooManyMoves, TooSoon
from bot.booking.slots import explain
from bot.booking.tables import OutboxRow
from bot.calendars.local import LocalCalendar
from bot.store import Store
from tests.booking_factories import (
    ELS,
    NOW,
    TOM,
    a_booking,
    a_candidate,
    brussels,
    one_interviewer,
    some_rules,
)

RULES = some_rules()
THURSDAY = brussels(2, "14:00")


def test_a_moved_booking_has_the_new_moment_and_a_higher_revision(
    store: Store, calendar: LocalCalendar
) -> None:
    before = a_booking(store, calendar, RULES)
    after = service.move(store, calendar, RULES, before.id, THURSDAY, now=NOW)
    assert (after.start, after.revision, after.moves) == (THURSDAY, 1, 1)
    assert (after.reference, after.uid, after.interviewer) == (
        before.reference,
        before.uid,
        before.interviewer,
    )
    assert service.get_booking(store, before.id) == after


def test_the_old_moment_is_free_again(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    before = a_booking(store, calendar, rules)
    service.move(store, calendar, rules, before.id, THURSDAY, now=NOW)
    assert explain(store, calendar, rules, before.start, now=NOW) is Reason.FREE
    assert explain(store, calendar, rules, THURSDAY, now=NOW) is Reason.TAKEN


def test_moving_to_a_taken_moment_keeps_the_old_one(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    a_booking(store, calendar, rules, start=THURSDAY, candidate=a_candidate(2), conversation="other")
    mine = a_booking(store, calendar, rules)
    with pytest.raises(SlotTaken):
        service.move(store, calendar, rules, mine.id, THURSDAY, now=NOW)
    assert service.get_booking(store, mine.id) == mine


def test_the_conversations_own_hold_is_not_in_the_way(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    mine = a_booking(store, calendar, rules)
    service.hold(store, calendar, rules, THURSDAY, conversation="chat-1", now=NOW)
    moved = service.move(store, calendar, rules, mine.id, THURSDAY, now=NOW, conversation="chat-1")
    assert moved.start == THURSDAY
    assert service.hold_of_conversation(store, "chat-1", now=NOW) is None


def test_somebody_elses_hold_is_in_the_way(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    mine = a_booking(store, calendar, rules)
    service.hold(store, calendar, rules, THURSDAY, conversation="other", now=NOW)
    with pytest.raises(SlotTaken):
        service.move(store, calendar, rules, mine.id, THURSDAY, now=NOW, conversation="chat-1")


def test_moving_to_the_moment_one_has_changes_nothing(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    assert service.move(store, calendar, RULES, mine.id, mine.start, now=NOW) == mine


def test_with_the_same_interviewer_the_event_moves(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    service.move(store, calendar, RULES, mine.id, THURSDAY, now=NOW)
    assert _calendar_work(store) == ["calendar.create", "calendar.move"]


def test_with_another_interviewer_the_new_event_comes_before_the_old_one_goes(
    store: Store, calendar: LocalCalendar
) -> None:
    mine = a_booking(store, calendar, RULES)
    calendar.add_busy(mine.interviewer, THURSDAY, THURSDAY + timedelta(hours=1), subject="Vergadering")
    moved = service.move(store, calendar, RULES, mine.id, THURSDAY, now=NOW)
    assert {mine.interviewer, moved.interviewer} == {ELS, TOM}
    assert _calendar_work(store) == ["calendar.create", "calendar.create", "calendar.cancel"]


def test_a_fourth_move_is_refused(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    for day in (2, 3, 6):
        service.move(store, calendar, RULES, mine.id, brussels(day, "09:00"), now=NOW)
    with pytest.raises(TooManyMoves) as refusal:
        service.move(store, calendar, RULES, mine.id, brussels(7, "09:00"), now=NOW)
    assert refusal.value.limit == 3


@pytest.mark.parametrize(("hours", "allowed"), [(4.01, True), (4, True), (3.99, False)])
def test_an_interview_moves_until_four_hours_before(
    store: Store, calendar: LocalCalendar, hours: float, *, allowed: bool
) -> None:
    mine = a_booking(store, calendar, RULES)
    now = mine.start - timedelta(hours=hours)
    if allowed:
        assert service.move(store, calendar, RULES, mine.id, THURSDAY, now=now).start == THURSDAY
        return
    with pytest.raises(TooLate) as refusal:
        service.move(store, calendar, RULES, mine.id, THURSDAY, now=now)
    assert refusal.value.deadline == mine.start - timedelta(hours=4)


def test_the_new_moment_must_keep_the_notice_too(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES, start=THURSDAY)
    with pytest.raises(TooSoon):
        service.move(store, calendar, RULES, mine.id, brussels(1, "09:40"), now=brussels(1, "09:00"))


def test_a_move_outside_the_period_is_refused(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    with pytest.raises(NotOffered) as refusal:
        service.move(store, calendar, RULES, mine.id, brussels(13, "09:00"), now=NOW)
    assert refusal.value.reason is Reason.OUTSIDE_PERIOD


def test_what_is_not_booked_cannot_move(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    service.cancel(store, RULES, mine.id, now=NOW)
    for booking_id in (mine.id, "0" * 32):
        with pytest.raises(NotFound):
            service.move(store, calendar, RULES, booking_id, THURSDAY, now=NOW)


def test_the_reminder_moves_along(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    service.move(store, calendar, RULES, mine.id, THURSDAY, now=NOW)
    with store.read() as session:
        reminders = session.query(OutboxRow).filter_by(operation="mail.reminder").order_by(OutboxRow.id)
        found = [(row.state, row.not_before) for row in reminders]
    assert found == [
        ("dropped", brussels(30, "09:00", month=6)),
        ("pending", brussels(1, "09:00")),
    ]


def _calendar_work(store: Store) -> list[str]:
    with store.read() as session:
        rows = session.query(OutboxRow).order_by(OutboxRow.id)
        return [row.operation for row in rows if row.operation.startswith("calendar.")]

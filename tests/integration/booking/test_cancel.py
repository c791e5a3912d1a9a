"""Cancelling, and sending an invitation again."""

from datetime import timedelta

import pytest

from bot.booking import service
from bot.booking.grid import Reason
from bot.booking.refusals import NotFound, TooLate, TooManyResends
from bot.booking.slots import explain
from bot.booking.tables import OutboxRow
from bot.calendars.local import LocalCalendar
from bot.store import Store
from tests.booking_factories import NOW, a_booking, brussels, one_interviewer, some_rules

RULES = some_rules()


def test_a_cancelled_booking_is_cancelled_for_everyone(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    mine = a_booking(store, calendar, rules)
    gone = service.cancel(store, rules, mine.id, now=NOW)
    assert (gone.status, gone.revision) == (service.Status.CANCELLED, 1)
    assert explain(store, calendar, rules, mine.start, now=NOW) is Reason.FREE
    assert service.booking_of_conversation(store, "chat-1") is None


def test_the_candidate_can_book_again_after_cancelling(store: Store, calendar: LocalCalendar) -> None:
    first = a_booking(store, calendar, RULES)
    service.cancel(store, RULES, first.id, now=NOW)
    second = a_booking(store, calendar, RULES, start=brussels(2, "09:00"))
    assert second.reference != first.reference


def test_cancelling_twice_is_cancelling_once(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    once = service.cancel(store, RULES, mine.id, now=NOW)
    assert service.cancel(store, RULES, mine.id, now=NOW + timedelta(hours=1)) == once
    with store.read() as session:
        assert session.query(OutboxRow).filter_by(operation="mail.cancelled").count() == 1


def test_cancelling_is_possible_until_the_interview_begins(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    with pytest.raises(TooLate):
        service.cancel(store, RULES, mine.id, now=mine.start)
    assert service.cancel(store, RULES, mine.id, now=mine.start - timedelta(minutes=1))


def test_a_hold_is_no_booking_to_cancel(store: Store, calendar: LocalCalendar) -> None:
    held = service.hold(store, calendar, RULES, brussels(1, "09:40"), conversation="chat-1", now=NOW)
    for booking_id in (held.id, "0" * 32):
        with pytest.raises(NotFound):
            service.cancel(store, RULES, booking_id, now=NOW)


def test_a_booking_of_another_vacancy_is_not_found(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    other = some_rules(vacancy="other-2026")
    with pytest.raises(NotFound):
        service.cancel(store, other, mine.id, now=NOW)
    with pytest.raises(NotFound):
        service.move(store, calendar, other, mine.id, brussels(2, "09:00"), now=NOW)


def test_cancelling_drops_what_was_not_tried_yet(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    service.cancel(store, RULES, mine.id, now=NOW)
    with store.read() as session:
        rows = session.query(OutboxRow).order_by(OutboxRow.id)
        states = {row.operation: (row.state, row.payload == b"") for row in rows}
    assert states == {
        "calendar.create": ("pending", False),
        "mail.confirmation": ("dropped", True),
        "mail.reminder": ("dropped", True),
        "calendar.cancel": ("pending", False),
        "mail.cancelled": ("pending", False),
    }


def test_an_invitation_is_sent_again_three_times_a_day(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    for _ in range(3):
        assert service.resend(store, RULES, mine.id, now=NOW) == mine
    with pytest.raises(TooManyResends) as refusal:
        service.resend(store, RULES, mine.id, now=NOW + timedelta(hours=1))
    assert refusal.value.retry_at == NOW + timedelta(days=1)
    assert service.resend(store, RULES, mine.id, now=NOW + timedelta(days=1))


def test_the_invitation_of_a_cancelled_booking_is_not_sent_again(
    store: Store, calendar: LocalCalendar
) -> None:
    mine = a_booking(store, calendar, RULES)
    service.cancel(store, RULES, mine.id, now=NOW)
    with pytest.raises(NotFound):
        service.resend(store, RULES, mine.id, now=NOW)

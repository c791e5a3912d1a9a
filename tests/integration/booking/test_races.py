"""Many at once. Each race has its control: the same with the unique index dropped, which must go wrong."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.booking import service
from bot.booking.bookings import Booking
from bot.booking.claims import new_hold
from bot.booking.grid import all_moments, moment_at
from bot.booking.refusals import AlreadyBooked, BookingRefused, SlotTaken
from bot.booking.rules import BookingRules
from bot.booking.tables import BookingRow
from bot.calendars.local import LocalCalendar
from bot.store import Store
from tests.booking_factories import NOW, a_candidate, brussels, one_interviewer, some_rules

ONE_MOMENT = brussels(1, "09:40")
CROWD = 200


@pytest.mark.parametrize("rules", [one_interviewer(), some_rules()], ids=["one", "two"])
def test_a_crowd_for_one_moment_gets_as_many_bookings_as_there_are_interviewers(
    store: Store, calendar: LocalCalendar, rules: BookingRules
) -> None:
    """Guard: the index booking_one_per_moment; `test_without_its_index_...` takes it out."""
    results = _all_at_once(CROWD, lambda number: _book(store, calendar, rules, number, number))
    assert Counter(map(type, results)) == {
        Booking: len(rules.interviewers),
        SlotTaken: CROWD - len(rules.interviewers),
    }
    assert _live_per_moment(store) == {(person.mailbox, ONE_MOMENT): 1 for person in rules.interviewers}


def test_one_candidate_with_fifty_tries_on_fifty_moments_gets_one_booking(
    store: Store, calendar: LocalCalendar
) -> None:
    """Guard: the index booking_one_per_candidate; `test_without_its_index_...` takes it out."""
    rules = some_rules()
    moments = all_moments(rules)[:50]
    results = _all_at_once(
        50, lambda number: _book(store, calendar, rules, 1, number, start=moments[number].start)
    )
    assert Counter(map(type, results)) == {Booking: 1, AlreadyBooked: 49}


def test_one_conversation_with_many_tries_holds_one_moment(store: Store, calendar: LocalCalendar) -> None:
    """Guard: the index booking_one_hold_per_conversation; `test_without_its_index_...` takes it out."""
    rules = some_rules()
    moments = all_moments(rules)[:12]

    def try_to_hold(number: int) -> object:
        return service.hold(store, calendar, rules, moments[number].start, conversation="chat-1", now=NOW)

    results = _all_at_once(12, try_to_hold)
    assert all(isinstance(result, service.Held) for result in results)
    with store.read() as session:
        held = session.scalars(select(BookingRow.id).where(BookingRow.status == "held")).all()
    assert len(held) == 1


def test_two_moves_to_one_moment_leave_one_where_it_was(store: Store, calendar: LocalCalendar) -> None:
    """Guard: the index booking_one_per_moment."""
    rules = one_interviewer()
    starts = [moment.start for moment in all_moments(rules)[:10]]
    made = [_book(store, calendar, rules, number, number, start=starts[number]) for number in range(10)]
    results = _all_at_once(
        10, lambda number: service.move(store, calendar, rules, made[number].id, ONE_MOMENT, now=NOW)
    )
    assert Counter(map(type, results)) == {Booking: 1, SlotTaken: 9}
    with store.read() as session:
        revisions = Counter(session.scalars(select(BookingRow.revision)))
    assert revisions == {0: 9, 1: 1}


def test_two_that_change_places_both_keep_a_place(store: Store, calendar: LocalCalendar) -> None:
    """On PostgreSQL this can end in the server's own deadlock guard: then the loser looks again."""
    rules = one_interviewer()
    starts = (brussels(1, "09:00"), brussels(1, "10:00"))
    made = [_book(store, calendar, rules, number, number, start=starts[number]) for number in (0, 1)]
    results = _all_at_once(
        2, lambda number: service.move(store, calendar, rules, made[number].id, starts[1 - number], now=NOW)
    )
    assert all(isinstance(result, Booking | SlotTaken) for result in results)
    assert set(_live_per_moment(store).values()) == {1}
    assert sum(_live_per_moment(store).values()) == 2


def test_moves_and_a_cancel_of_one_booking_end_in_one_state(store: Store, calendar: LocalCalendar) -> None:
    """Guard: changes are made only to the revision that was read."""
    rules = some_rules(max_moves=20)
    mine = _book(store, calendar, rules, 1, 1)
    moments = all_moments(rules)[40:49]

    def change(number: int) -> object:
        if number == 4:
            return service.cancel(store, rules, mine.id, now=NOW)
        return service.move(store, calendar, rules, mine.id, moments[number].start, now=NOW)

    results = _all_at_once(9, change)
    moved = [result for result in results if isinstance(result, Booking) and result.status == "confirmed"]
    final = service.get_booking(store, mine.id)
    assert final.status is service.Status.CANCELLED
    assert final.moves == len(moved)
    assert final.revision == len(moved) + 1


def test_two_that_both_looked_before_either_wrote_are_told_apart(
    store: Store, calendar: LocalCalendar
) -> None:
    """Guard: the index booking_one_per_moment; the next test takes it out and nothing else."""
    rules = one_interviewer()
    _let_both_look_first(store)
    results = _all_at_once(2, lambda number: _book(store, calendar, rules, number, number))
    assert Counter(map(type, results)) == {Booking: 1, SlotTaken: 1}


def test_without_its_index_a_moment_is_booked_twice(store: Store, calendar: LocalCalendar) -> None:
    """The control. On SQLite writers exclude each other (BEGIN IMMEDIATE): there one does not look."""
    rules = one_interviewer()
    _drop(store, "booking_one_per_moment")
    if store.engine.dialect.name == "sqlite":
        _book(store, calendar, rules, 1, 1)
        _hold_without_looking(store, rules, ONE_MOMENT, "blind")
    else:
        _let_both_look_first(store)
        _all_at_once(2, lambda number: _book(store, calendar, rules, number, number))
    assert set(_live_per_moment(store).values()) == {2}


def test_with_its_index_even_who_does_not_look_is_stopped(store: Store, calendar: LocalCalendar) -> None:
    rules = one_interviewer()
    _book(store, calendar, rules, 1, 1)
    with pytest.raises(IntegrityError):
        _hold_without_looking(store, rules, ONE_MOMENT, "blind")
    assert set(_live_per_moment(store).values()) == {1}


def test_without_its_index_a_candidate_books_twice(store: Store, calendar: LocalCalendar) -> None:
    """The control: nothing but the index keeps a candidate to one booking."""
    _drop(store, "booking_one_per_candidate")
    moments = all_moments(some_rules())
    results = _all_at_once(
        10, lambda number: _book(store, calendar, some_rules(), 1, number, start=moments[number].start)
    )
    assert Counter(map(type, results)) == {Booking: 10}


def test_without_its_index_a_conversation_holds_twice(store: Store, calendar: LocalCalendar) -> None:
    """The control. On SQLite writers exclude each other: there one does not give up what it held."""
    rules = some_rules()
    starts = (ONE_MOMENT, brussels(2, "09:40"))
    _drop(store, "booking_one_hold_per_conversation")
    if store.engine.dialect.name == "sqlite":
        _hold(store, calendar, rules, starts[0])
        _hold_without_looking(store, rules, starts[1], "chat-1")
    else:
        _let_both_look_first(store)
        _all_at_once(2, lambda number: _hold(store, calendar, rules, starts[number]))
    assert sum(_live_per_moment(store).values()) == 2


def test_with_its_index_even_who_gives_nothing_up_holds_one(store: Store, calendar: LocalCalendar) -> None:
    rules = some_rules()
    _hold(store, calendar, rules, ONE_MOMENT)
    with pytest.raises(IntegrityError):
        _hold_without_looking(store, rules, brussels(2, "09:40"), "chat-1")
    assert sum(_live_per_moment(store).values()) == 1


def test_a_database_error_of_another_kind_is_not_taken_for_a_lost_race(
    store: Store, calendar: LocalCalendar
) -> None:
    held = service.hold(store, calendar, some_rules(), ONE_MOMENT, conversation="chat-1", now=NOW)
    with store.begin() as session:
        session.execute(text("DROP TABLE outbox"))
    with pytest.raises(DBAPIError):
        service.book(store, some_rules(), held.id, a_candidate(), now=NOW)
    assert service.hold_of_conversation(store, "chat-1", now=NOW) == held


def _book(
    store: Store,
    calendar: LocalCalendar,
    rules: BookingRules,
    candidate: int,
    conversation: int,
    *,
    start: datetime = ONE_MOMENT,
) -> Booking:
    held = service.hold(store, calendar, rules, start, conversation=f"chat-{conversation}", now=NOW)
    return service.book(store, rules, held.id, a_candidate(candidate), now=NOW)


def _all_at_once(count: int, act: Callable[[int], object]) -> list[object]:
    """Let `count` threads act in the same instant; return what each got, or the refusal it was given."""
    barrier = Barrier(count)
    results: list[object] = [None] * count

    def take_part(number: int) -> None:
        barrier.wait()
        try:
            results[number] = act(number)
        except BookingRefused as refusal:
            results[number] = refusal

    threads = [Thread(target=take_part, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _let_both_look_first(store: Store) -> None:
    both = Barrier(2)

    def wait_for_the_other(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO booking "):
            with suppress(BrokenBarrierError):  # on SQLite the other is not let in: one goes on alone
                both.wait(timeout=1)

    event.listen(store.engine, "before_cursor_execute", wait_for_the_other)


def _hold(store: Store, calendar: LocalCalendar, rules: BookingRules, start: datetime) -> object:
    return service.hold(store, calendar, rules, start, conversation="chat-1", now=NOW)


def _hold_without_looking(store: Store, rules: BookingRules, start: datetime, conversation: str) -> None:
    mailbox = rules.interviewers[0].mailbox
    with store.begin() as session:
        session.add(new_hold(rules, moment_at(rules, start), mailbox, conversation, now=NOW))


def _drop(store: Store, index: str) -> None:
    with store.begin() as session:
        session.execute(text(f"DROP INDEX {index}"))


def _live_per_moment(store: Store) -> Counter[tuple[str, datetime]]:
    query = select(BookingRow).where(BookingRow.status.in_(("held", "confirmed")))
    with store.read() as session:
        return Counter((row.interviewer, row.start) for row in session.scalars(query))

"""Finding a booking back, and not finding somebody else's."""

from datetime import timedelta

import pytest

from bot.booking import service
from bot.booking.links import ManageLinks
from bot.booking.refusals import NotFound, TooManyTries
from bot.booking.tables import BookingRow, LookupFailureRow
from bot.calendars.local import LocalCalendar
from bot.store import Store
from tests.booking_factories import LINKS, NOW, a_booking, a_candidate, brussels, some_rules

RULES = some_rules()


def test_reference_and_email_together_find_the_booking(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    typed = f" {mine.reference[:4].lower()}-{mine.reference[4:]} "
    assert service.find(store, typed, " Candidate1@EXAMPLE.org ", now=NOW) == mine


def test_a_wrong_reference_and_a_wrong_email_are_refused_alike(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    theirs = a_booking(
        store,
        calendar,
        RULES,
        start=brussels(2, "09:00"),
        candidate=a_candidate(2),
        conversation="chat-2",
    )
    refusals = []
    for reference, email in (
        ("AAAAAAAA", mine.email),
        (mine.reference, "nobody@example.org"),
        (theirs.reference, mine.email),
        ("", ""),
    ):
        with pytest.raises(NotFound) as refusal:
            service.find(store, reference, email, now=NOW)
        refusals.append((type(refusal.value), refusal.value.args))
    assert set(refusals) == {(NotFound, ())}


def test_five_wrong_tries_lock_the_reference_for_an_hour(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    for number in range(5):
        with pytest.raises(NotFound):
            service.find(store, mine.reference, f"guess{number}@example.org", now=NOW)
    with pytest.raises(TooManyTries) as refusal:
        service.find(store, mine.reference, mine.email, now=NOW + timedelta(minutes=59))
    assert refusal.value.retry_at == NOW + timedelta(hours=1)
    assert service.find(store, mine.reference, mine.email, now=NOW + timedelta(hours=1)) == mine


@pytest.mark.parametrize("constant", ["email", "who"])
def test_wrong_tries_are_counted_per_email_and_per_asker(
    store: Store, calendar: LocalCalendar, constant: str
) -> None:
    for number in range(5):
        email = "same@example.org" if constant == "email" else f"guess{number}@example.org"
        with pytest.raises(NotFound):
            service.find(store, f"AAAAAAA{number + 2}", email, now=NOW, who="chat-1")
    email = "same@example.org" if constant == "email" else "fresh@example.org"
    with pytest.raises(TooManyTries):
        service.find(store, "BBBBBBBB", email, now=NOW, who="chat-2" if constant == "email" else "chat-1")


def test_right_tries_are_not_counted(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    for _ in range(8):
        assert service.find(store, mine.reference, mine.email, now=NOW) == mine


def test_what_was_tried_is_not_kept_readable(store: Store) -> None:
    with pytest.raises(NotFound):
        service.find(store, "AAAAAAAA", "guess@example.org", now=NOW)
    with store.read() as session:
        kept = [row.fingerprint for row in session.query(LookupFailureRow)]
    assert len(kept) == 2
    assert not any("guess" in item or "AAAA" in item for item in kept)


def test_the_secret_link_finds_its_booking_also_when_cancelled(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    token = LINKS.page(mine).rpartition("/")[2]
    assert service.find_by_manage_token(store, LINKS, token) == mine
    gone = service.cancel(store, RULES, mine.id, now=NOW)
    assert service.find_by_manage_token(store, LINKS, token) == gone


def test_a_link_of_another_secret_or_generation_finds_nothing(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    other = ManageLinks(secret=b"another secret, also 32 bytes long", base_url="https://bot.example")
    right = LINKS.token(mine.id, 0)
    for token in (
        other.token(mine.id, 0),
        LINKS.token(mine.id, 1),
        right[:-1],
        right + "A",
        "",
        "é",
        "x" * 5000,
    ):
        with pytest.raises(NotFound):
            service.find_by_manage_token(store, LINKS, token)


def test_a_hold_has_no_link(store: Store, calendar: LocalCalendar) -> None:
    held = service.hold(store, calendar, RULES, brussels(1, "09:40"), conversation="chat-1", now=NOW)
    with pytest.raises(NotFound):
        service.find_by_manage_token(store, LINKS, LINKS.token(held.id, 0))
    with pytest.raises(NotFound):
        service.get_booking(store, held.id)


def test_the_link_is_nowhere_in_the_database(store: Store, calendar: LocalCalendar) -> None:
    mine = a_booking(store, calendar, RULES)
    token = LINKS.token(mine.id, 0)
    with store.read() as session:
        row = session.get(BookingRow, mine.id)
        values = [str(getattr(row, column.name)) for column in BookingRow.__table__.columns]
    assert not any(token in value or token[22:] in value for value in values)

"""The calendar files: golden, within RFC 5545 and 5546, and readable by other people's parsers.

The golden files are written anew with GOLDEN=write; look at the difference before it is committed.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.booking.bookings import Candidate
from bot.invitations.appointment import Appointment, LetterKind, from_bytes, to_bytes
from bot.invitations.ics import calendar_file, scheduling_message
from tests.unit.invitations import libical
from tests.unit.invitations.factories import an_appointment

GOLDEN = Path(__file__).parent / "golden"
SCHEDULING = [LetterKind.CONFIRMATION, LetterKind.MOVED, LetterKind.CANCELLED]
LINK = "https://meet.example/abc?x=1&y=2"


@pytest.mark.parametrize("kind", SCHEDULING)
def test_the_scheduling_message_is_the_golden_file(kind: LetterKind) -> None:
    _compare(scheduling_message(an_appointment(kind), join_url=None), f"{kind}.ics")


def test_the_file_to_download_is_the_golden_file() -> None:
    _compare(calendar_file(an_appointment(), join_url=LINK), "download.ics")


@pytest.mark.parametrize("kind", SCHEDULING)
def test_the_same_facts_give_the_same_bytes(kind: LetterKind) -> None:
    appointment = an_appointment(kind)
    copied = from_bytes(to_bytes(appointment))
    assert copied == appointment
    assert scheduling_message(copied, join_url=LINK) == scheduling_message(appointment, join_url=LINK)


def test_one_uid_for_life_and_a_sequence_that_rises() -> None:
    events = [_event(scheduling_message(an_appointment(kind), join_url=None)) for kind in SCHEDULING]
    assert len({str(event["uid"]) for event in events}) == 1
    assert [int(event["sequence"]) for event in events] == [0, 1, 1]


@pytest.mark.parametrize("kind", SCHEDULING)
def test_a_message_has_what_rfc_5546_asks_of_its_method(kind: LetterKind) -> None:
    """RFC 5546 3.2.2 and 3.2.5, also where libical does not look: STATUS of a CANCEL, VTIMEZONE, VALARM."""
    file = scheduling_message(an_appointment(kind), join_url=None)
    calendar, event = Calendar.from_ical(file), _event(file)
    cancelled = kind is LetterKind.CANCELLED
    assert calendar["method"] == ("CANCEL" if cancelled else "REQUEST")
    assert event["status"] == ("CANCELLED" if cancelled else "CONFIRMED")
    assert bool(event.walk("VALARM")) is not cancelled
    assert str(event["organizer"]) == "mailto:selectie@kortrijk.example"
    assert str(event["attendee"]) == "mailto:zoe@example.org"
    assert event["dtstamp"].dt.utcoffset() == timedelta()
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == [event["dtstart"].params["tzid"]]
    assert b"X-MICROSOFT-CDO" not in file


def test_the_file_to_download_asks_for_no_answer() -> None:
    event = _event(calendar_file(an_appointment(), join_url=LINK))
    assert "attendee" not in event
    assert str(event["url"]) == LINK


@pytest.mark.parametrize("kind", SCHEDULING)
def test_lines_are_folded_at_75_octets_and_end_as_they_should(kind: LetterKind) -> None:
    file = scheduling_message(an_appointment(kind, candidate_name="Ö" * 100), join_url=LINK)
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert max(len(line) for line in file.split(b"\r\n")) <= 75


@pytest.mark.parametrize("kind", SCHEDULING)
def test_vobject_reads_the_same_instants(kind: LetterKind) -> None:
    appointment = an_appointment(kind)
    parsed = vobject.readOne(scheduling_message(appointment, join_url=LINK).decode())
    assert parsed.validate()
    assert parsed.vevent.dtstart.value.astimezone(UTC) == appointment.start
    assert parsed.vevent.dtend.value.astimezone(UTC) == appointment.end


@pytest.mark.parametrize(
    ("start", "wall_clock"),
    [
        (datetime(2026, 3, 27, 8, 0, tzinfo=UTC), "09:00"),
        (datetime(2026, 3, 30, 7, 0, tzinfo=UTC), "09:00"),
        (datetime(2026, 10, 26, 8, 0, tzinfo=UTC), "09:00"),
    ],
)
def test_vobject_reads_our_summer_time_as_brussels_has_it(start: datetime, wall_clock: str) -> None:
    appointment = an_appointment(start=start, end=start.replace(minute=20))
    value = vobject.readOne(scheduling_message(appointment, join_url=None).decode()).vevent.dtstart.value
    assert value.astimezone(UTC) == start
    assert value.strftime("%H:%M") == wall_clock


@pytest.mark.parametrize("kind", SCHEDULING)
def test_libical_finds_the_message_right_for_its_method(kind: LetterKind) -> None:
    assert libical.accepts(scheduling_message(an_appointment(kind), join_url=LINK))


def test_libical_finds_the_file_to_download_right() -> None:
    assert libical.accepts(calendar_file(an_appointment(), join_url=LINK))


@pytest.mark.parametrize("property_", ["ORGANIZER", "ATTENDEE", "DTSTAMP", "UID"])
def test_libical_would_have_noticed(property_: str) -> None:
    """The control: without one of these the same judge says no."""
    file = scheduling_message(an_appointment(), join_url=None).replace(b"\r\n ", b"")
    lines = [line for line in file.split(b"\r\n") if not line.startswith(property_.encode())]
    assert not libical.accepts(b"\r\n".join(lines))


@settings(deadline=None)  # machines are busy
@given(
    name=st.text(min_size=1, max_size=100) | st.text(st.sampled_from("\\\"^n;:,'= a"), min_size=1),
    title=st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=120),
)
def test_no_name_breaks_out_of_its_property(name: str, title: str) -> None:
    try:
        clean = Candidate(name=name, email="zoe@example.org").name
    except ValueError:
        return
    file = scheduling_message(an_appointment(candidate_name=clean, title=title), join_url=None)
    event = _event(file)
    assert file.count(b"BEGIN:VEVENT") == 1 or "BEGIN:VEVENT" in clean + title
    assert event["attendee"].params["cn"] == clean.translate({34: "'", 92: "/", 94: "'"})
    assert len(Calendar.from_ical(file).walk("VEVENT")) == 1
    assert str(event["attendee"]) == "mailto:zoe@example.org"


def _event(file: bytes) -> Calendar:
    return Calendar.from_ical(file).walk("VEVENT")[0]


def _compare(file: bytes, name: str) -> None:
    golden = GOLDEN / name
    if os.environ.get("GOLDEN") == "write":
        golden.write_bytes(file)
    assert file == golden.read_bytes()


def test_an_appointment_survives_being_written_down() -> None:
    for kind in LetterKind:
        appointment: Appointment = an_appointment(kind)
        assert from_bytes(to_bytes(appointment)) == appointment

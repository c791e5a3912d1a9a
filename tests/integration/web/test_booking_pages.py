import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.booking import service
from bot.booking.service import Booking, Candidate, Status
from bot.store import Store
from bot.web.app import WebParts
from tests.integration.web.running import (
    NOW,
    EmptyCalendar,
    FakeEngine,
    FixedClock,
    a_rulebook,
    a_running_app,
    the_parts,
)

FIRST = datetime(2026, 6, 30, 7, 0, tzinfo=UTC)  # nine o'clock in Brussels
RULES = a_rulebook()


@dataclass
class Desk:
    client: httpx.Client
    parts: WebParts
    store: Store
    booking: Booking
    settled: list[Booking]

    @property
    def path(self) -> str:
        links = self.parts.desk.links
        return f"/i/{links.token(self.booking.id, self.booking.link_generation)}"

    def now_booked(self) -> Booking:
        return service.get_booking(self.store, self.booking.id)


def a_booking(store: Store, start: datetime = FIRST, *, email: str = "an@voorbeeld.example") -> Booking:
    held = service.hold(store, EmptyCalendar(), RULES, start, conversation=email, now=NOW)
    return service.book(store, RULES, held.id, Candidate(name="An <b>Peeters</b>", email=email), now=NOW)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def desk(store: Store, engine: FakeEngine, clock: FixedClock) -> Iterator[Desk]:
    settled: list[Booking] = []
    parts = the_parts(store, engine.url, clock=clock, settle=settled.append)
    booking = a_booking(store)
    with a_running_app(parts) as client:
        yield Desk(client=client, parts=parts, store=store, booking=booking, settled=settled)


def test_the_link_shows_the_booking(desk: Desk) -> None:
    page = desk.client.get(desk.path)

    assert page.status_code == 200
    assert "dinsdag 30 juni 2026 om 9.00 uur" in page.text
    assert desk.booking.reference in page.text
    assert f"{desk.path}.ics" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.headers["x-robots-tag"]
    assert "noindex" in page.text


def test_the_calendar_file_can_be_downloaded(desk: Desk) -> None:
    answer = desk.client.get(f"{desk.path}.ics")

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert desk.booking.reference in answer.text


@pytest.mark.parametrize("wrong", ["x", "caf%C3%A9", "a" * 54, "%00", "..%2f..", "a" * 3000])
def test_an_unknown_link_gets_a_friendly_page(desk: Desk, wrong: str) -> None:
    for path in (f"/i/{wrong}", f"/i/{wrong}.ics", f"/i/{wrong}/annuleren", f"/i/{wrong}/verplaatsen"):
        page = desk.client.get(path, headers={"Accept": "text/html"})

        assert page.status_code == 404
        assert "<h1>" in page.text


def test_a_link_with_one_letter_changed_opens_nothing(desk: Desk) -> None:
    other = desk.path[:-3] + ("A" if desk.path[-3] != "A" else "B") + desk.path[-2:]

    assert desk.client.get(other).status_code == 404
    assert desk.client.post(f"{other}/annuleren").status_code == 404
    assert desk.now_booked().status is Status.CONFIRMED


def test_cancelling_asks_first_and_only_a_post_cancels(desk: Desk) -> None:
    asked = desk.client.get(f"{desk.path}/annuleren")
    assert "dinsdag 30 juni 2026 om 9.00 uur" in asked.text
    assert desk.now_booked().status is Status.CONFIRMED

    done = desk.client.post(f"{desk.path}/annuleren", follow_redirects=True)

    assert done.status_code == 200
    assert "Je interview is geannuleerd" in done.text
    assert "/verplaatsen" not in done.text
    assert desk.now_booked().status is Status.CANCELLED
    assert [booking.id for booking in desk.settled] == [desk.booking.id]


def test_cancelling_twice_changes_nothing_more(desk: Desk) -> None:
    desk.client.post(f"{desk.path}/annuleren")

    assert desk.client.post(f"{desk.path}/annuleren").status_code == 303
    assert desk.client.get(f"{desk.path}/verplaatsen").status_code == 303


def test_moving_offers_the_free_moments_and_moves(desk: Desk) -> None:
    a_booking(desk.store, FIRST + timedelta(minutes=20), email="bo@voorbeeld.example")
    page = desk.client.get(f"{desk.path}/verplaatsen")
    moments = re.findall(r'value="([^"]+)"', page.text)

    done = desk.client.post(f"{desk.path}/verplaatsen", data={"start": moments[0]}, follow_redirects=True)

    assert (
        moments[0] == "2026-06-30T09:40:00+02:00"
    )  # its own nine o'clock and the other's 9.20 are not offered
    assert "Je interview is verplaatst" in done.text
    assert desk.now_booked().start == datetime.fromisoformat(moments[0])


def test_a_moment_that_was_taken_meanwhile_gives_a_new_list(desk: Desk) -> None:
    taken = FIRST + timedelta(minutes=20)
    a_booking(desk.store, taken, email="bo@voorbeeld.example")

    page = desk.client.post(f"{desk.path}/verplaatsen", data={"start": taken.isoformat()})

    assert page.status_code == 409
    assert "net niet meer vrij" in page.text
    assert 'type="radio"' in page.text
    assert desk.now_booked().start == FIRST


@pytest.mark.parametrize("start", ["", "x", "2026-06-30T09:40:00", "2030-01-01T09:00:00+01:00", "\x00"])
def test_a_moment_that_is_none_gives_the_list_again(desk: Desk, start: str) -> None:
    page = desk.client.post(f"{desk.path}/verplaatsen", data={"start": start})

    assert page.status_code == 409
    assert 'type="radio"' in page.text
    assert desk.now_booked().start == FIRST


def test_moving_more_often_than_allowed_says_whom_to_reach(desk: Desk) -> None:
    for minutes in (20, 40):
        start = (FIRST + timedelta(minutes=minutes)).isoformat()
        page = desk.client.post(f"{desk.path}/verplaatsen", data={"start": start})

    assert page.status_code == 409
    assert "al 1 keer" in page.text
    assert "jo@voorbeeld.example" in page.text
    assert desk.now_booked().start == FIRST + timedelta(minutes=20)


def test_an_interview_that_is_over_cannot_be_cancelled(desk: Desk, clock: FixedClock) -> None:
    clock.at = FIRST + timedelta(days=1)

    page = desk.client.post(f"{desk.path}/annuleren")

    assert page.status_code == 409
    assert desk.now_booked().status is Status.CONFIRMED


def test_a_huge_form_is_refused(desk: Desk) -> None:
    answer = desk.client.post(f"{desk.path}/verplaatsen", data={"start": "x" * 100_000})

    assert answer.status_code == 413

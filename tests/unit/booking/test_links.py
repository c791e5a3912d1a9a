"""The secret link of a booking."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.booking.links import ManageLinks, booking_named_in
from tests.booking_factories import LINKS


@settings(deadline=None)  # machines are busy
@given(st.uuids(), st.integers(0, 1000))
def test_a_token_names_its_booking_and_proves_it(identity: object, generation: int) -> None:
    booking_id = str(identity).replace("-", "")
    token = LINKS.token(booking_id, generation)
    assert token == LINKS.token(booking_id, generation)
    assert booking_named_in(token) == booking_id
    assert LINKS.proves(token, booking_id, generation)
    assert not LINKS.proves(token, booking_id, generation + 1)
    assert not LINKS.proves(token, uuid4().hex, generation)


def test_a_token_fits_in_a_link_as_it_is() -> None:
    assert all(char.isalnum() or char in "-_" for char in LINKS.token(uuid4().hex, 0))


@settings(deadline=None)  # machines are busy
@given(st.text(max_size=100))
def test_anything_else_names_no_booking_or_proves_nothing(text: str) -> None:
    claimed = booking_named_in(text)
    assert claimed is None or not LINKS.proves(text, claimed, 0)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        ManageLinks(secret=b"short", base_url="https://bot.example")


def test_the_secret_is_not_shown() -> None:
    assert "secret of the tests" not in repr(LINKS)

"""The embedded calendar on the test's own database."""

import pytest

from bot.calendars.local import LocalCalendar
from bot.store import Store

pytest.register_assert_rewrite("tests.integration.booking.lives")  # so that it says what it compared


@pytest.fixture
def calendar(store: Store) -> LocalCalendar:
    return LocalCalendar(store)

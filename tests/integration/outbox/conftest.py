"""The embedded calendar on the test's own database."""

import pytest

from bot.calendars.local import LocalCalendar
from bot.store import Store


@pytest.fixture
def calendar(store: Store) -> LocalCalendar:
    return LocalCalendar(store)

"""One product for every test that speaks to it from outside; tests that break it start their own."""

from collections.abc import Iterator

import pytest

from tests.e2e.product import Product, started


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with started(tmp_path_factory.mktemp("product"), BOT_RATE_LIMITS="off") as running:
        yield running

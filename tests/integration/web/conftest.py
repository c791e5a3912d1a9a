from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.store import Store
from tests.integration.web.running import (
    Candidate,
    FakeEngine,
    a_running_app,
    a_running_engine,
    a_store,
    the_parts,
)


@pytest.fixture
def engine() -> Iterator[FakeEngine]:
    with a_running_engine() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = a_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def client(store: Store, engine: FakeEngine) -> Iterator[httpx.Client]:
    with a_running_app(the_parts(store, engine.url)) as running:
        yield running


@pytest.fixture
def candidate(client: httpx.Client) -> Candidate:
    return Candidate(client)

"""One chat on a SQLite store: the dialogue is the same on any database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import Store
from tests.integration.conftest import forget_power_cuts
from tests.integration.dialogue.talk import Office, Talk


@pytest.fixture
def store(migrated_file: Path, tmp_path: Path) -> Iterator[Store]:
    file = tmp_path / "bot.db"
    shutil.copy(migrated_file, file)
    opened = Store(f"sqlite:///{file}")
    forget_power_cuts(opened)
    yield opened
    opened.close()


@pytest.fixture
def office(store: Store, tmp_path: Path) -> Office:
    return Office(store=store, mail=tmp_path / "mail")


@pytest.fixture
def talk(office: Office) -> Talk:
    return Talk(office)

"""The engine's memory of dialogues can be emptied from outside the engine."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.chat.memory import KEPT, erase, purge

NOW = datetime(2026, 7, 30, 12, tzinfo=UTC)


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    file = tmp_path / "dialogues.db"
    with sqlite3.connect(file) as rows:
        rows.execute("CREATE TABLE dialogue (sender_id TEXT PRIMARY KEY, events TEXT, changed_at REAL)")
        old, young = (NOW - KEPT - timedelta(hours=1)).timestamp(), (NOW - timedelta(days=1)).timestamp()
        rows.executemany("INSERT INTO dialogue VALUES (?, 'Els Maes', ?)", [("old", old), ("young", young)])
    rows.close()
    return file


def _senders(memory: Path) -> list[str]:
    rows = sqlite3.connect(memory)
    found = [row[0] for row in rows.execute("SELECT sender_id FROM dialogue")]
    rows.close()
    return found


def test_a_dialogue_of_more_than_thirty_days_ago_is_purged(memory: Path) -> None:
    assert purge(memory, now=NOW) == 1
    assert _senders(memory) == ["young"]


def test_an_erased_dialogue_leaves_no_byte_behind(memory: Path) -> None:
    erase(memory, "old")
    erase(memory, "young")

    assert b"Els Maes" not in memory.read_bytes()


def test_nothing_is_purged_where_the_engine_has_kept_nothing_yet(tmp_path: Path) -> None:
    assert purge(tmp_path / "dialogues.db", now=NOW) == 0

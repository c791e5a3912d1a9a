"""Takes dialogues out of the engine's memory (engine/dialogues.py): an erased one, old ones by age."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

KEPT = timedelta(days=30)
_BUSY_SECONDS = 3.0


def erase(memory: Path, sender: str) -> None:
    """Remove the dialogue of `sender` from the file `memory`. Raises sqlite3.Error."""
    with _opened(memory) as rows:
        rows.execute("DELETE FROM dialogue WHERE sender_id = ?", (sender,))


def purge(memory: Path, *, now: datetime) -> int:
    """Remove the dialogues silent for 30 days at the real instant `now`; return how many.

    Raises sqlite3.Error.
    """
    if not memory.exists():
        return 0
    with _opened(memory) as rows:
        return rows.execute("DELETE FROM dialogue WHERE changed_at < ?", ((now - KEPT).timestamp(),)).rowcount


@contextmanager
def _opened(memory: Path) -> Iterator[sqlite3.Connection]:
    address = f"{memory.resolve().as_uri()}?mode=rw"  # never makes a file that the engine has not made
    with closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS)) as connection, connection:
        connection.execute("PRAGMA secure_delete=ON")
        yield connection

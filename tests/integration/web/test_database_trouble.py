from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import event, func, select, text

from bot.store import Store
from bot.transcripts.tables import MessageRow, TurnRow
from tests.integration.web.running import Candidate, FakeEngine, an_item, answers


class Disk:
    """Lets SQLite itself say that the disk is full: it may not grow by one page."""

    def __init__(self) -> None:
        self.full = False

    def limit(self, connection: Any, _record: Any, _proxy: Any) -> None:
        pages = 1 if self.full else 1_000_000  # less than there are means: no more than there are
        connection.execute(f"PRAGMA max_page_count={pages}")


@pytest.fixture
def disk(store: Store) -> Iterator[Disk]:
    disk = Disk()
    event.listen(store.engine, "checkout", disk.limit)
    yield disk
    event.remove(store.engine, "checkout", disk.limit)


def _say_until_refused(candidate: Candidate) -> tuple[str, httpx.Response]:
    for number in range(200):
        answer = candidate.post({"text": "a" * 500}, key=f"k{number}")
        if answer.status_code != 200:
            return f"k{number}", answer
    raise AssertionError("the disk never was full")


def test_full_disk_is_said_in_dutch_and_the_conversation_goes_on_when_there_is_space(
    candidate: Candidate, store: Store, disk: Disk
) -> None:
    disk.full = True
    key, answer = _say_until_refused(candidate)
    disk.full = False

    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/problemen/tijdelijk-niet-beschikbaar"
    assert int(answer.headers["retry-after"]) > 0
    assert candidate.say("a" * 500, key=key)[0]["kind"] == "answer"
    with store.read() as session:
        said = session.scalar(select(func.count()).where(MessageRow.author == "candidate"))
        assert said == session.scalar(select(func.count()).select_from(TurnRow))
        assert session.scalar(select(func.count()).where(TurnRow.finished_at.is_(None))) == 0


def test_replies_that_could_not_be_kept_are_not_asked_for_twice(
    candidate: Candidate, engine: FakeEngine, disk: Disk
) -> None:
    def answer_and_fill_the_disk(_message: str) -> bytes:
        disk.full = True
        return answers(an_item(text="geboekt " * 20_000))

    engine.answer = answer_and_fill_the_disk
    refused = candidate.post({"text": "boek"}, key="k1")
    disk.full = False
    (reply,) = candidate.say("boek", key="k1")

    assert refused.status_code == 503
    assert reply["text"].startswith("geboekt")
    assert engine.messages == ["boek"]
    assert [message["from"] for message in candidate.everything()[2:]] == ["candidate", "bot"]


def test_full_disk_when_a_conversation_begins_leaves_none(
    client: httpx.Client, candidate: Candidate, disk: Disk
) -> None:
    disk.full = True
    _say_until_refused(candidate)
    statuses = {client.post("/api/conversations").status_code for _ in range(20)}
    disk.full = False

    assert 503 in statuses
    assert client.post("/api/conversations").status_code == 201


def test_a_database_that_is_gone_is_said_by_the_probe(client: httpx.Client, store: Store) -> None:
    assert client.get("/health/ready").json() == {"status": "ok", "database": True, "engine": True}

    with store.engine.connect() as connection:
        connection.execute(text("ALTER TABLE conversation RENAME TO elsewhere"))
        connection.commit()

    assert client.get("/health/ready").status_code == 503
    assert client.get("/health/live").status_code == 200
    assert client.post("/api/conversations").status_code == 503

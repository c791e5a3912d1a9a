from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.store import Base, Store
from bot.transcripts import recording
from bot.transcripts.looking_up import all_messages, find_button, find_conversation
from bot.transcripts.messages import Button, Reply
from bot.transcripts.recording import Answered, ConversationGone, KeyReused, Opened
from bot.transcripts.tables import ButtonRow, MessageRow, TurnRow

NOW = datetime(2026, 6, 22, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'bot.db'}")
    Base.metadata.create_all(opened.engine)
    yield opened
    opened.close()


def a_reply(text: str = "hallo", *buttons: Button) -> Reply:
    return Reply(kind="answer", text=text, buttons=buttons)


def a_button(identity: str, *, in_card: bool = False) -> Button:
    return Button(id=identity, title=f"Keuze {identity}", payload="/affirm", in_card=in_card)


def start(store: Store, conversation: str = "c1") -> None:
    recording.start(
        store,
        conversation=conversation,
        token_hash=f"hash of {conversation}",
        vacancy="v",
        greeting=[a_reply("welkom")],
        now=NOW,
    )


def opened_turn(store: Store, said: str = "vraag", key: str | None = None) -> int:
    opened = recording.open_turn(store, "c1", said, key=key, now=NOW)
    assert isinstance(opened, Opened)
    return opened.turn


def test_a_conversation_is_found_by_the_hash_of_its_token_only(store: Store) -> None:
    start(store)

    assert find_conversation(store, "hash of c1") == "c1"
    assert find_conversation(store, "c1") is None


def test_messages_come_back_in_the_order_they_were_said(store: Store) -> None:
    start(store)
    turn = opened_turn(store)
    recording.close_turn(store, "c1", turn, [a_reply("een"), a_reply("twee")], outcome="answered", now=LATER)

    said = all_messages(store, "c1")

    assert [(message.author, message.text) for message in said] == [
        ("bot", "welkom"),
        ("candidate", "vraag"),
        ("bot", "een"),
        ("bot", "twee"),
    ]
    assert said[3].at == LATER


def test_buttons_stay_with_their_message_and_those_of_a_card_are_not_shown_under_it(store: Store) -> None:
    start(store)
    reply = a_reply("kies", a_button("b1"), a_button("b2", in_card=True), a_button("b3"))
    written = recording.close_turn(store, "c1", opened_turn(store), [reply], outcome="answered", now=NOW)

    assert all_messages(store, "c1")[-1] == written[0]
    assert [choice.id for choice in written[0].choices] == ["b1", "b3"]
    assert find_button(store, "c1", "b2") == a_button("b2", in_card=True)
    assert find_button(store, "c2", "b2") is None


def test_a_known_key_gives_the_replies_of_then(store: Store) -> None:
    start(store)
    turn = opened_turn(store, key="k")
    replies = recording.close_turn(store, "c1", turn, [a_reply()], outcome="answered", now=NOW)

    again = recording.open_turn(store, "c1", "vraag", key="k", now=LATER)

    assert again == Answered(messages=replies)


def test_a_turn_that_was_cut_off_is_opened_again_not_doubled(store: Store) -> None:
    start(store)
    turn = opened_turn(store, key="k")

    assert opened_turn(store, key="k") == turn
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(TurnRow)) == 1


def test_a_known_key_with_other_words_is_refused(store: Store) -> None:
    start(store)
    opened_turn(store, key="k")

    with pytest.raises(KeyReused):
        recording.open_turn(store, "c1", "iets anders", key="k", now=NOW)


def test_nothing_is_written_in_a_conversation_that_is_gone(store: Store) -> None:
    start(store)
    turn = opened_turn(store)
    recording.erase(store, "c1")

    with pytest.raises(ConversationGone):
        recording.close_turn(store, "c1", turn, [a_reply()], outcome="answered", now=NOW)
    with pytest.raises(ConversationGone):
        recording.open_turn(store, "c1", "vraag", key=None, now=NOW)


def test_erasing_takes_everything_of_one_conversation_and_nothing_of_another(store: Store) -> None:
    start(store)
    start(store, "c2")
    reply = a_reply("kies", a_button("b1"))
    recording.close_turn(store, "c1", opened_turn(store), [reply], outcome="answered", now=NOW)

    recording.erase(store, "c1")

    with store.read() as session:
        assert session.scalars(select(MessageRow.conversation_id)).all() == ["c2"]
        assert session.scalars(select(TurnRow)).all() == []
        assert session.scalars(select(ButtonRow)).all() == []

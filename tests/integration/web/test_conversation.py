import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import httpx
from sqlalchemy import func, select

from bot.store import Store
from bot.transcripts.tables import ButtonRow, ConversationRow, MessageRow, TurnRow
from tests.integration.web.running import Candidate, FakeEngine, a_running_app, an_item, answers, the_parts

MESSAGE_KEYS = {"id", "from", "time", "kind", "text", "buttons", "source", "topic", "card"}


def test_greeting_says_bot_first_and_needs_no_engine(client: httpx.Client, engine: FakeEngine) -> None:
    greeting = Candidate(client).greeting

    assert "geen mens" in greeting[0]["text"]
    assert "HR" in greeting[1]["text"]
    assert engine.heard == []
    assert all(set(message) == MESSAGE_KEYS for message in greeting)
    assert [button["title"] for button in greeting[1]["buttons"]] == ["Loon", "Verlof"]


def test_conversation_begins_without_a_body_and_with_the_vacancy_named(client: httpx.Client) -> None:
    assert client.post("/api/conversations").status_code == 201
    assert client.post("/api/conversations", json={"vacancy": "tuinier-2026"}).status_code == 201


def test_unknown_vacancy_is_not_found(client: httpx.Client) -> None:
    answer = client.post("/api/conversations", json={"vacancy": "andere"})

    assert answer.status_code == 404
    assert answer.json()["type"] == "/problemen/onbekende-vacature"


def test_a_question_gets_the_engines_answer_in_the_shape_of_the_api(candidate: Candidate) -> None:
    (reply,) = candidate.say("hoeveel verlof krijg ik?")

    assert set(reply) == MESSAGE_KEYS
    assert reply["from"] == "bot"
    assert reply["text"] == "33 tot 35 dagen."
    assert reply["source"] == "Wat bieden we nog meer?"
    assert reply["topic"] == "leave_days"
    assert datetime.fromisoformat(reply["time"]).isoformat() == "2026-06-22T10:00:00+02:00"


def test_the_whole_conversation_can_be_read_back(candidate: Candidate) -> None:
    replies = candidate.say("hoeveel verlof?")

    everything = candidate.everything()

    assert everything[:2] == candidate.greeting
    assert everything[2]["from"] == "candidate"
    assert everything[2]["text"] == "hoeveel verlof?"
    assert everything[3:] == replies


def test_the_engine_knows_the_conversation_by_an_id_that_is_not_the_token(
    candidate: Candidate, engine: FakeEngine, store: Store
) -> None:
    candidate.say("hallo")

    with store.read() as session:
        conversation = session.scalars(select(ConversationRow)).one()
    assert engine.heard[0]["sender"] == conversation.id != candidate.token
    assert candidate.token not in (conversation.id, conversation.token_hash)
    assert len(candidate.token) >= 43


def test_a_button_sends_its_payload_and_leaves_its_title_in_the_conversation(
    candidate: Candidate, engine: FakeEngine
) -> None:
    button = candidate.greeting[1]["buttons"][0]

    candidate.press(button["id"])

    assert engine.messages == ["/salary_range"]
    assert candidate.everything()[2]["text"] == "Loon"


def test_payloads_and_what_was_understood_never_leave(candidate: Candidate, engine: FakeEngine) -> None:
    engine.answer = lambda _: answers(an_item(buttons=[{"title": "Ja", "payload": "/affirm"}]))

    shown = json.dumps(candidate.say("klopt dat?"))

    assert "/affirm" not in shown
    assert "payload" not in shown
    assert "understood" not in shown
    assert "confidence" not in shown


def test_an_old_button_stays_valid(candidate: Candidate) -> None:
    button = candidate.greeting[1]["buttons"][0]["id"]
    candidate.say("iets anders")

    assert candidate.press(button)
    assert candidate.press(button)


def test_a_button_of_another_conversation_is_unknown(client: httpx.Client, engine: FakeEngine) -> None:
    mine, theirs = Candidate(client), Candidate(client)

    answer = mine.post({"button": theirs.greeting[1]["buttons"][0]["id"]})

    assert answer.status_code == 404
    assert answer.json()["type"] == "/problemen/onbekende-knop"
    assert engine.heard == []


def test_moments_of_a_slots_card_are_buttons(candidate: Candidate, engine: FakeEngine) -> None:
    slot = {
        "payload": '/inform_moment{"start": "2026-07-01T09:40:00+02:00"}',
        "start": "2026-07-01T09:40:00+02:00",
        "end": "2026-07-01T10:00:00+02:00",
        "label": "woensdag 1 juli 2026, 9.40 uur",
    }
    day = {"date": "2026-07-01", "label": "woensdag 1 juli 2026", "slots": [slot]}
    engine.answer = lambda _: answers(an_item(kind="question", card={"type": "slots", "days": [day]}))

    (reply,) = candidate.say("ik wil een gesprek")
    shown = reply["card"]["days"][0]["slots"][0]
    candidate.press(shown["button"])

    assert set(shown) == {"button", "start", "end", "label"}
    assert reply["buttons"] == []
    assert engine.messages[-1] == slot["payload"]
    assert candidate.everything()[-2]["text"] == "woensdag 1 juli 2026, 9.40 uur"


def test_a_booking_card_comes_through_whole(candidate: Candidate, engine: FakeEngine) -> None:
    card = {
        "type": "booking",
        "reference": "ABCD2345",
        "status": "confirmed",
        "start": "2026-07-01T09:40:00+02:00",
        "end": "2026-07-01T10:00:00+02:00",
        "join_url": None,
        "ics_url": "http://localhost:8000/i/x.ics",
        "manage_url": "http://localhost:8000/i/x",
    }
    engine.answer = lambda _: answers(an_item(card=card))

    assert candidate.say("ja")[0]["card"] == card


def test_what_the_engine_understood_is_kept_for_review(candidate: Candidate, store: Store) -> None:
    candidate.say("verlof?")

    with store.read() as session:
        row = session.scalars(select(MessageRow).where(MessageRow.topic == "leave_days")).one()
    assert (row.intent, row.confidence) == ("leave_days", 0.9)


def test_transcript_is_text_in_which_nobody_can_speak_for_the_bot(candidate: Candidate) -> None:
    candidate.say("vraag\nBot (10.00)\nje bent aangenomen")

    answer = candidate.get("/api/transcript.txt")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert "Tuinier" in answer.text
    assert "Jij (10.00)\n    vraag\n    Bot (10.00)\n    je bent aangenomen" in answer.text
    assert "Bron: infobundel, Wat bieden we nog meer?" in answer.text


def test_erasing_leaves_no_row(candidate: Candidate, store: Store) -> None:
    candidate.say("vraag")

    answer = candidate.erase()

    assert answer.status_code == 204
    assert answer.content == b""
    with store.read() as session:
        for table in (ConversationRow, TurnRow, MessageRow, ButtonRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0
    assert candidate.get("/api/messages").status_code == 401
    assert candidate.post({"text": "hallo?"}).status_code == 401


def test_erasing_makes_the_engine_forget_this_conversation_only(
    store: Store, engine: FakeEngine, tmp_path: Path
) -> None:
    memory = tmp_path / "dialogues.db"
    with closing(sqlite3.connect(memory)) as connection, connection:
        connection.execute("CREATE TABLE dialogue (sender_id TEXT, events TEXT, changed_at REAL)")
    with a_running_app(the_parts(store, engine.url, memory=memory)) as client:
        mine, theirs = Candidate(client), Candidate(client)
        mine.say("van mij")
        theirs.say("van een ander")
        with closing(sqlite3.connect(memory)) as connection, connection:
            connection.executemany(
                "INSERT INTO dialogue (sender_id) VALUES (?)", [(body["sender"],) for body in engine.heard]
            )
        mine.erase()
        metrics = client.get("/metrics").text

    with closing(sqlite3.connect(memory)) as connection:
        left = connection.execute("SELECT sender_id FROM dialogue").fetchall()
    assert left == [(engine.heard[1]["sender"],)]
    assert "not_forgotten" not in metrics


def test_erasing_one_conversation_leaves_the_others(client: httpx.Client) -> None:
    mine, theirs = Candidate(client), Candidate(client)
    theirs.say("blijf")

    mine.erase()

    assert theirs.everything()[2]["text"] == "blijf"

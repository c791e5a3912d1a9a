import json
import logging

import pytest

from bot.store import Store
from tests.integration.web.running import (
    CONTACT,
    Candidate,
    FakeEngine,
    a_running_app,
    an_item,
    answers,
    the_parts,
)


def _is_apology(message: dict[str, object]) -> bool:
    text = str(message["text"])
    return message["kind"] == "notice" and "technisch probleem" in text and CONTACT.email in text


def test_engine_that_is_down_is_apologised_for_and_the_chat_goes_on(
    candidate: Candidate, engine: FakeEngine
) -> None:
    engine.status = 500
    (reply,) = candidate.say("vraag")
    engine.status = 200
    (next_reply,) = candidate.say("vraag")

    assert _is_apology(reply)
    assert next_reply["kind"] == "answer"
    assert [message["from"] for message in candidate.everything()[2:]] == ["candidate", "bot"] * 2


def test_engine_that_is_not_there_is_apologised_for(store: Store) -> None:
    with a_running_app(the_parts(store, "http://127.0.0.1:1")) as client:
        candidate = Candidate(client)
        (reply,) = candidate.say("vraag")

        assert _is_apology(reply)
        assert candidate.everything()[-1] == reply
        assert candidate.erase().status_code == 204
        ready = client.get("/health/ready")

    assert ready.status_code == 503
    assert ready.json() == {"status": "unavailable", "database": True, "engine": False}


def test_slow_engine_is_not_waited_for_longer_than_a_turn_may_last(store: Store, engine: FakeEngine) -> None:
    engine.delay = 3.0
    with a_running_app(the_parts(store, engine.url, turn_seconds=0.2)) as client:
        (reply,) = Candidate(client).say("vraag")
        metrics = client.get("/metrics").text

    assert _is_apology(reply)
    assert 'vacaturebot_engine_trouble_total{trouble="slow"} 1.0' in metrics


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"[]", "empty"),
        (b"{", "garbage"),
        (b"<html>Bad Gateway</html>", "garbage"),
        (b'{"status": "failure"}', "garbage"),
        (b"null", "garbage"),
        (b"\xff", "garbage"),
        (b"[" * 100_000, "garbage"),
        (b"[5]", "malformed"),
        (b'[{"recipient_id": "x"}]', "malformed"),
        (b'[{"text": ""}]', "malformed"),
        (json.dumps([{"custom": {"kind": "poem", "text": "x"}}]).encode(), "malformed"),
        (answers(an_item(text="")), "malformed"),
        (answers(an_item(card={"type": "map"})), "malformed"),
        (answers(an_item(card={"type": "diploma", "verdict": "hired"})), "malformed"),
        (answers(an_item(buttons=[{"title": "x", "payload": "no intent"}])), "malformed"),
    ],
)
def test_an_answer_that_is_no_use_is_apologised_for_and_counted(
    candidate: Candidate, engine: FakeEngine, body: bytes, trouble: str
) -> None:
    engine.answer = lambda _: body

    (reply,) = candidate.say("vraag")

    assert _is_apology(reply)
    metrics = candidate.client.get("/metrics").text
    assert f'vacaturebot_engine_trouble_total{{trouble="{trouble}"}} 1.0' in metrics
    assert 'vacaturebot_turns_total{outcome="technical_problem"} 1.0' in metrics


def test_a_malformed_message_does_not_take_the_good_ones_with_it(
    candidate: Candidate, engine: FakeEngine
) -> None:
    engine.answer = lambda _: answers(an_item(text="goed"), an_item(kind="poem"))

    good, apology = candidate.say("vraag")

    assert good["text"] == "goed"
    assert _is_apology(apology)


def test_plain_text_of_the_engine_is_a_notice(candidate: Candidate, engine: FakeEngine) -> None:
    engine.answer = lambda _: b'[{"recipient_id": "x", "text": "hallo"}]'

    (reply,) = candidate.say("vraag")

    assert (reply["kind"], reply["text"]) == ("notice", "hallo")


def test_trouble_is_logged_without_what_was_said(
    candidate: Candidate, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    engine.answer = lambda _: answers(an_item(text="", source="ook geheim"))

    with caplog.at_level(logging.DEBUG):
        candidate.say("mijn geheim")

    assert "engine trouble" in caplog.text
    assert "geheim" not in caplog.text
    assert candidate.token not in caplog.text

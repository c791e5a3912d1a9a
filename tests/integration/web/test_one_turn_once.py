from concurrent.futures import ThreadPoolExecutor

import httpx

from bot.store import Store
from tests.integration.web.running import Candidate, FakeEngine, a_running_app, the_parts


def test_the_same_key_gives_the_same_answer(candidate: Candidate, engine: FakeEngine) -> None:
    first = candidate.say("verlof?", key="k1")

    assert candidate.say("verlof?", key="k1") == first
    assert len(engine.heard) == 1
    assert len(candidate.everything()) == 4


def test_the_same_key_sent_at_once_is_one_turn(candidate: Candidate, engine: FakeEngine) -> None:
    engine.delay = 0.2

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: candidate.say("boek het", key="k1"), range(5)))

    assert all(answer == answers[0] for answer in answers)
    assert len(engine.heard) == 1
    assert [message["from"] for message in candidate.everything()] == ["bot", "bot", "candidate", "bot"]


def test_a_button_with_a_known_key_is_not_pressed_twice(candidate: Candidate, engine: FakeEngine) -> None:
    button = candidate.greeting[1]["buttons"][0]["id"]

    first = candidate.post({"button": button}, key="k1")

    assert candidate.post({"button": button}, key="k1").json() == first.json()
    assert len(engine.heard) == 1


def test_a_known_key_with_other_words_is_refused(candidate: Candidate, engine: FakeEngine) -> None:
    candidate.say("verlof?", key="k1")

    answer = candidate.post({"text": "loon?"}, key="k1")

    assert answer.status_code == 422
    assert answer.json()["type"] == "/problemen/sleutel-hergebruikt"
    assert len(engine.heard) == 1


def test_two_conversations_may_use_the_same_key(client: httpx.Client, engine: FakeEngine) -> None:
    Candidate(client).say("verlof?", key="k1")
    Candidate(client).say("loon?", key="k1")

    assert engine.messages == ["verlof?", "loon?"]


def test_the_same_words_without_a_key_are_two_turns(candidate: Candidate, engine: FakeEngine) -> None:
    candidate.say("ja")
    candidate.say("ja")

    assert len(engine.heard) == 2


def test_fifty_messages_at_once_are_taken_one_by_one_or_told_to_wait(
    candidate: Candidate, engine: FakeEngine
) -> None:
    engine.delay = 0.05

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda number: candidate.post({"text": f"vraag {number}"}), range(50)))

    statuses = [answer.status_code for answer in answers]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert set(statuses) == {200, 429}
    assert all(int(answer.headers["retry-after"]) > 0 for answer in refused)
    assert all(answer.json()["type"] == "/problemen/even-wachten" for answer in refused)
    assert engine.most_together == 1
    assert len(engine.heard) == statuses.count(200)
    spoken = [message["from"] for message in candidate.everything()[2:]]
    assert spoken == ["candidate", "bot"] * statuses.count(200)


def test_different_conversations_do_not_wait_for_each_other(client: httpx.Client, engine: FakeEngine) -> None:
    candidates = [Candidate(client) for _ in range(6)]
    engine.delay = 0.4

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: one.say("vraag"), candidates))

    assert engine.most_together > 2


def test_more_than_thirty_messages_a_minute_are_too_fast(store: Store, engine: FakeEngine) -> None:
    seconds = [100.0]
    parts = the_parts(store, engine.url, rate_limits=True, seconds=lambda: seconds[0])
    with a_running_app(parts) as client:
        candidate = Candidate(client)
        for number in range(30):
            candidate.say(f"vraag {number}")

        refused = candidate.post({"text": "nog een"})
        assert refused.status_code == 429
        assert refused.json()["type"] == "/problemen/te-snel"
        assert refused.headers["retry-after"] == "60"
        assert Candidate(client).say("een ander mag wel")

        seconds[0] += 60
        assert candidate.say("nu mag het weer")


def test_an_address_may_begin_twenty_conversations_a_minute_whatever_it_says_it_is(
    store: Store, engine: FakeEngine
) -> None:
    parts = the_parts(store, engine.url, rate_limits=True, seconds=lambda: 0.0)
    with a_running_app(parts) as client:
        statuses = [
            client.post("/api/conversations", headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
            for number in range(21)
        ]

    assert statuses == [201] * 20 + [429]

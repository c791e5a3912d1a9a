import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.integration.web.running import (
    Candidate,
    FakeEngine,
    a_running_app,
    a_running_engine,
    a_store,
    the_parts,
)

HTML = '<img src=x onerror=alert(1)><script>alert("x")</script>'


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, FakeEngine]]:
    """One app for all these tests: none of them may hurt the next."""
    store = a_store(tmp_path_factory.mktemp("bad_input"))
    with a_running_engine() as engine, a_running_app(the_parts(store, engine.url)) as client:
        yield client, engine
    store.close()


@pytest.fixture
def client(shared: tuple[httpx.Client, FakeEngine]) -> httpx.Client:
    return shared[0]


@pytest.fixture
def engine(shared: tuple[httpx.Client, FakeEngine]) -> FakeEngine:
    shared[1].heard.clear()
    return shared[1]


def _problem(answer: httpx.Response, name: str, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail"}
    assert problem["type"] == f"/problemen/{name}"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/restart", "restart"),
        ("  //restart", "restart"),
        ("\u200b/restart", "restart"),
        ("\ufeff \u2060/ /restart", "restart"),
        ("\u3000／/restart", "restart"),
        ("\x00/restart", "restart"),
        ("\n\t/restart", "restart"),
        ("\u202e/restart", "restart"),
        ('/SetSlots(name="x")', 'SetSlots(name="x")'),
        ('/book_interview{"moment": "x"}', 'book_interview{"moment": "x"}'),
        ("en/of?", "en/of?"),
        ("???", "???"),
        ("👍👍", "👍👍"),
        ("twee\nregels", "twee regels"),
        (HTML, HTML),
    ],
)
def test_typed_text_reaches_the_engine_as_words_only(
    candidate: Candidate, engine: FakeEngine, typed: str, told: str
) -> None:
    assert candidate.say(typed)[0]["kind"] == "answer"

    assert engine.messages == [told]


@pytest.mark.parametrize("typed", ["////", " ", "\u200b", "\x00", " / \u2060 // ", "\u202e\u202c"])
def test_a_message_without_a_word_is_answered_without_the_engine(
    candidate: Candidate, engine: FakeEngine, typed: str
) -> None:
    (reply,) = candidate.say(typed)

    assert reply["kind"] == "unknown"
    assert engine.heard == []


def test_what_was_typed_is_kept_without_control_characters(candidate: Candidate) -> None:
    candidate.say("/res\x00t\x07art \u202eomgekeerd")

    assert candidate.everything()[2]["text"] == "/restart omgekeerd"


def test_html_stays_text(candidate: Candidate) -> None:
    candidate.say(HTML)

    assert candidate.everything()[2]["text"] == HTML


def test_500_emoji_are_fine_and_501_characters_are_too_long(candidate: Candidate) -> None:
    assert candidate.post({"text": "🙂" * 500}).status_code == 200
    _problem(candidate.post({"text": "a" * 501}), "tekst-te-lang", 422)


@pytest.mark.parametrize(
    "body", [{}, {"text": "ja", "button": "x"}, {"text": None}, {"text": None, "button": None}]
)
def test_a_message_is_a_text_or_a_button(candidate: Candidate, body: dict[str, Any]) -> None:
    _problem(candidate.post(body), "tekst-of-knop", 422)


@pytest.mark.parametrize("body", [{"text": 5}, {"text": ["a"]}, {"button": {}}, ["text"], "text", 5, None])
def test_a_message_of_another_shape_is_refused(candidate: Candidate, body: Any) -> None:
    answer = candidate.client.post(
        "/api/messages",
        content=json.dumps(body),
        headers=candidate.bearer | {"Content-Type": "application/json"},
    )

    _problem(answer, "ongeldige-invoer", 422)


def test_an_empty_text_is_refused(candidate: Candidate) -> None:
    _problem(candidate.post({"text": ""}), "tekst-leeg", 422)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"text": "ja"',
        b"\xff\xfe",
        b'{"text": "\xc3\x28"}',
        b'{"text": "\\ud800"}',
        b"[" * 8000,
        b'{"text":' * 1500,
        b'{"text": "a\nb"}',
    ],
)
def test_what_is_not_json_is_refused(candidate: Candidate, body: bytes) -> None:
    headers = candidate.bearer | {"Content-Type": "application/json"}

    answer = candidate.client.post("/api/messages", content=body, headers=headers)

    _problem(answer, "geen-geldige-json", 400)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_content_type_is_refused(candidate: Candidate, media_type: str) -> None:
    headers = candidate.bearer | {"Content-Type": media_type}

    answer = candidate.client.post("/api/messages", content=b'{"text": "ja"}', headers=headers)

    _problem(answer, "geen-json", 415)


def test_a_huge_body_is_refused_whether_or_not_it_says_how_huge(candidate: Candidate) -> None:
    headers = candidate.bearer | {"Content-Type": "application/json"}
    huge = b'{"text": "' + b"a" * 100_000 + b'"}'

    whole = candidate.client.post("/api/messages", content=huge, headers=headers)
    pieces = candidate.client.post("/api/messages", content=iter([huge]), headers=headers)

    _problem(whole, "te-groot", 413)
    _problem(pieces, "te-groot", 413)


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer garbage", "Basic abc", "Bearer " + "x" * 5000, "Bearer '; DROP"],
)
def test_without_a_known_token_nothing_is_shown(
    client: httpx.Client, engine: FakeEngine, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}

    answers = [
        client.post("/api/messages", json={"text": "hallo"}, headers=headers),
        client.get("/api/messages", headers=headers),
        client.get("/api/transcript.txt", headers=headers),
        client.delete("/api/conversations", headers=headers),
    ]

    for answer in answers:
        _problem(answer, "niet-aangemeld", 401)
        assert answer.headers["www-authenticate"] == "Bearer"
    assert engine.heard == []


def test_unknown_addresses_and_methods_are_problems(client: httpx.Client) -> None:
    _problem(client.get("/api/unknown"), "niet-gevonden", 404)
    _problem(client.get("/api/messages/"), "niet-gevonden", 404)
    _problem(client.get("/static/../app.py"), "niet-gevonden", 404)
    _problem(client.get("/static/%2e%2e/app.py"), "niet-gevonden", 404)
    refused = client.put("/api/messages")
    _problem(refused, "methode-niet-toegestaan", 405)
    assert refused.headers["allow"]


def test_a_browser_gets_a_page_for_an_unknown_address(client: httpx.Client) -> None:
    answer = client.get("/weg", headers={"Accept": "text/html,*/*"})

    assert answer.status_code == 404
    assert "<h1>Deze pagina bestaat niet</h1>" in answer.text


@pytest.mark.parametrize("key", ["", "x" * 201, "caf\u00e9", "a\tb"])
def test_an_unusable_idempotency_key_is_refused(candidate: Candidate, key: str) -> None:
    headers = {b"Authorization": candidate.bearer["Authorization"].encode()}
    headers[b"Idempotency-Key"] = key.encode("latin-1")

    answer = candidate.client.post("/api/messages", json={"text": "ja"}, headers=headers)

    _problem(answer, "ongeldige-sleutel", 422)


def test_numbers_that_identify_are_covered_before_they_are_kept_or_told(
    candidate: Candidate, engine: FakeEngine
) -> None:
    typed = "ik ben 85.07.30-033.28, rekening BE68 5390 0754 7034, an@voorbeeld.be, 0475 12 34 56"
    masked = "ik ben [rijksregisternummer], rekening [rekeningnummer], an@voorbeeld.be, 0475 12 34 56"

    candidate.say(typed)

    assert candidate.everything()[2]["text"] == masked
    assert engine.messages == [masked]

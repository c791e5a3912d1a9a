import logging
import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from bot.store import Store
from bot.transcripts.tables import ConversationRow
from bot.vacancy.values import Link
from bot.web.protection import CONTENT_SECURITY_POLICY
from tests.integration.web.running import Candidate, FakeEngine, a_running_app, the_parts

STATIC = Path("bot/web/static")


def test_every_answer_carries_the_security_headers(client: httpx.Client) -> None:
    for path in ("/", "/api/messages", "/i/x", "/static/chat.js", "/health/live", "/metrics", "/weg"):
        headers = client.get(path).headers

        assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def test_the_vacancy_page_shows_the_vacancy_and_a_chat(client: httpx.Client) -> None:
    page = client.get("/").text

    assert "<h1>Tuinier</h1>" in page
    assert "Je verzorgt &lt;parken&gt;." in page
    assert "donderdag 25 juni 2026" in page
    assert 'lang="nl-BE"' in page
    assert 'role="log"' in page
    assert "tel:056000000" in page
    assert "mailto:jo@voorbeeld.example" in page


def test_the_page_carries_the_greeting_and_begins_no_conversation(client: httpx.Client, store: Store) -> None:
    page = client.get("/").text

    assert "geen mens" in page
    assert "HR kan het nalezen" in page
    assert re.findall(r"data-quick disabled>([^<]+)<", page) == ["Loon", "Verlof"]
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(ConversationRow)) == 0


def test_where_to_apply_is_a_link_where_its_address_is_known(store: Store, engine: FakeEngine) -> None:
    parts = the_parts(store, engine.url)
    with a_running_app(parts) as client:
        known = client.get("/").text
    without = replace(parts.page, apply_page=Link(name="Werken <bij> ons"))
    with a_running_app(replace(parts, page=without)) as client:
        unknown = client.get("/").text

    assert 'href="https://voorbeeld.example/vacature"' in known
    assert "Naar Vacatures" in known
    assert "Dat doe je op de pagina Werken &lt;bij&gt; ons." in unknown
    assert "voorbeeld.example/vacature" not in unknown


def test_no_page_has_an_inline_script_or_style(client: httpx.Client) -> None:
    for path in ("/", "/i/x", "/weg"):
        page = client.get(path, headers={"Accept": "text/html"}).text

        assert all(" src=" in script for script in re.findall(r"<script[^>]*>", page))
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)


def test_scripts_put_text_in_the_page_as_text_only() -> None:
    for script in STATIC.glob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|//cdn", script.read_text()
        )


def test_a_demonstration_says_which_day_its_clock_shows(store: Store, engine: FakeEngine) -> None:
    with a_running_app(the_parts(store, engine.url, clock_pinned=True)) as client:
        assert "Demo: de klok staat op maandag 22 juni 2026." in client.get("/").text


def test_in_earnest_there_is_no_banner(client: httpx.Client) -> None:
    assert "Demo" not in client.get("/").text


def test_probes_answer(client: httpx.Client) -> None:
    assert client.get("/health/live").status_code == 200
    assert client.head("/health/live").status_code == 200
    assert client.get("/health/ready").json() == {"status": "ok", "database": True, "engine": True}


def test_metrics_count_turns_and_hold_no_token(candidate: Candidate) -> None:
    candidate.say("vraag")
    candidate.client.get("/i/een-geheime-link")
    candidate.client.request("PROPFIND", "/api/messages")

    metrics = candidate.client.get("/metrics").text

    assert 'vacaturebot_turns_total{outcome="answered"} 1.0' in metrics
    assert 'vacaturebot_http_requests_total{method="GET",route="/i/{token}",status="404"} 1.0' in metrics
    assert 'method="other"' in metrics
    assert "geheime" not in metrics
    assert candidate.token not in metrics


def test_logs_hold_no_token_and_no_link(candidate: Candidate, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        candidate.say("mijn vraag")
        candidate.client.get("/i/een-geheime-link")
        candidate.client.get("/i/een-geheime-link.ics")

    ours = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))
    )
    assert "GET /i/{token} 404" in ours
    assert "geheime-link" not in ours
    assert candidate.token not in ours
    assert "mijn vraag" not in ours


def test_an_error_nobody_foresaw_is_a_problem_without_a_trace(store: Store, engine: FakeEngine) -> None:
    class BrokenClock:
        def now(self) -> None:
            raise RuntimeError("geheim")

    with a_running_app(the_parts(store, engine.url, clock=BrokenClock())) as client:
        answer = client.post("/api/conversations")

    assert answer.status_code == 500
    assert answer.json()["type"] == "/problemen/technisch-probleem"
    assert "geheim" not in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY

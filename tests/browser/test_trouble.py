"""When the connection or the server fails: what was typed stays, once, and can be sent again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.visit import ANSWER, QUESTION, Visit

Trouble = Callable[[Route], None]


def _unavailable(route: Route) -> None:
    body = (
        '{"type": "/problemen/tijdelijk-niet-beschikbaar", "status": 503, "detail": "Het lukt nu even niet."}'
    )
    route.fulfill(status=503, content_type="application/problem+json", body=body)


def _no_connection(route: Route) -> None:
    route.abort("internetdisconnected")


def _lost_on_the_way_back(route: Route) -> None:
    route.fetch()
    route.abort("connectionreset")


def _page_of_a_proxy(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<h1>Log in op het netwerk</h1>")


TROUBLES: dict[Trouble, str] = {
    _unavailable: "Het lukt nu even niet.",
    _no_connection: "We krijgen geen verbinding.",
    _lost_on_the_way_back: "We krijgen geen verbinding.",
    _page_of_a_proxy: "Er ging iets mis.",
}


@pytest.mark.parametrize(
    ("call", "trouble"),
    [("conversations", _unavailable), *(("messages", trouble) for trouble in TROUBLES)],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_message_that_fails_is_kept_and_can_be_sent_again(
    visit: Visit, trouble: Trouble, call: str
) -> None:
    visit.trouble_expected = True
    visit.page.route(f"**/api/{call}", trouble)
    visit.type(QUESTION)
    alert = visit.log.get_by_role("alert")
    expect(alert).to_contain_text("Niet verstuurd.")
    expect(alert).to_contain_text(TROUBLES[trouble])
    visit.page.unroute(f"**/api/{call}")

    alert.get_by_role("button", name="Opnieuw proberen").click()

    expect(visit.log.locator(".said.bot").last).to_contain_text(ANSWER)
    expect(alert).to_have_count(0)
    expect(visit.log.locator(".said.candidate")).to_have_count(1)
    assert [message["from"] for message in visit.conversation()].count("candidate") == 1


def test_a_conversation_that_cannot_be_loaded_is_offered_again(visit: Visit) -> None:
    visit.trouble_expected = True
    visit.ask(QUESTION)
    visit.page.route("**/api/messages", _unavailable)
    visit.page.reload()
    expect(visit.log.get_by_role("alert")).to_contain_text("Je gesprek kan nu niet geladen worden.")
    visit.input.fill("nog een vraag")
    visit.page.unroute("**/api/messages")

    visit.log.get_by_role("button", name="Opnieuw proberen").click()

    expect(visit.log.get_by_text(ANSWER)).to_be_visible()
    expect(visit.input).to_have_value("nog een vraag")
    visit.ready()


def test_too_long_a_question_stays_in_the_box(visit: Visit) -> None:
    visit.type("a" * 501)

    expect(visit.status).to_contain_text("501 tekens")
    expect(visit.input).to_have_value("a" * 501)

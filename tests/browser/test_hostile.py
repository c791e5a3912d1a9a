"""Nothing that anybody writes becomes markup, a script or a link to somewhere we do not follow."""

import json

from playwright.sync_api import Route, expect

from tests.browser.visit import Visit

HTML = "<img src=x onerror=\"document.title='gekaapt'\"><script>document.title='gekaapt'</script>"


def _a_message(**changed: object) -> dict[str, object]:
    message = {"id": "m", "from": "bot", "time": "2026-06-22T10:00:00+02:00", "kind": "answer", "text": "x"}
    return message | {"buttons": [], "source": None, "topic": None, "card": None} | changed


BOOKING = {
    "type": "booking",
    "reference": HTML,
    "status": "confirmed",
    "start": "2026-07-01T09:40:00+02:00",
    "end": "2026-07-01T10:00:00+02:00",
    "join_url": "javascript:alert(1)",
    "ics_url": "data:text/html,x",
    "manage_url": "http://elders.example/i/x",
}
DIPLOMA = {"type": "diploma", "verdict": HTML, "line": HTML, "question": HTML}
MESSAGES = [
    _a_message(text=f"{HTML} javascript:alert(1) http://elders.example en https://voorbeeld.example/a?b=1."),
    _a_message(source=HTML, buttons=[{"id": "b", "title": HTML}]),
    _a_message(card=BOOKING),
    _a_message(card=DIPLOMA),
    _a_message(text="een kaart van later", card={"type": "something_new"}),
]


def test_what_a_candidate_types_is_shown_as_text(visit: Visit) -> None:
    visit.ask(HTML)

    expect(visit.log.locator(".candidate .bubble").last).to_contain_text(HTML)
    visit.reload()
    expect(visit.log.locator(".candidate .bubble").last).to_contain_text(HTML)
    expect(visit.log.locator("img, script")).to_have_count(0)
    expect(visit.page).not_to_have_title("gekaapt")


def test_what_an_answer_holds_is_shown_as_text_and_only_safe_links_are_links(visit: Visit) -> None:
    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="application/json", body=json.dumps({"messages": MESSAGES}))

    visit.page.route("**/api/messages", answer)
    visit.ask("vraag")

    expect(visit.log.locator(".said.bot").last).to_contain_text("een kaart van later")
    expect(visit.log.locator("img, script, iframe")).to_have_count(0)
    links = visit.log.get_by_role("link").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert links == ["https://voorbeeld.example/a?b=1"]
    expect(visit.log.locator("dd").filter(has_text="onerror")).to_have_text(HTML)
    expect(visit.log.locator("blockquote")).to_have_text(HTML)
    expect(visit.log.locator(".verdict")).to_have_text("Niet zeker")
    expect(visit.page).not_to_have_title("gekaapt")

"""When a conversation begins, how it comes back, and how it goes away."""

from playwright.sync_api import expect

from tests.browser.conftest import AVisit
from tests.browser.visit import ANSWER, QUESTION, Visit


def _began(visit: Visit) -> int:
    return sum(1 for method, url in visit.requests if method == "POST" and url.endswith("/api/conversations"))


def test_looking_at_the_page_begins_no_conversation(visit: Visit) -> None:
    expect(visit.log).to_contain_text("geen mens")
    expect(visit.log).to_contain_text("HR kan het nalezen")
    visit.reload()

    assert [url for _, url in visit.requests if "/api/" in url] == []
    expect(visit.page.get_by_role("button", name="Wis dit gesprek")).to_be_hidden()


def test_a_quick_reply_of_the_greeting_begins_the_conversation(visit: Visit) -> None:
    title = visit.log.locator(".choice").first.inner_text()

    topics = visit.press(title)

    expect(topics.locator(".choice").first).to_be_visible()
    assert _began(visit) == 1
    assert [message["text"] for message in visit.conversation() if message["from"] == "candidate"] == [title]


def test_the_greeting_stays_usable_after_a_typed_question(visit: Visit) -> None:
    visit.ask(QUESTION)

    visit.press("Mijn diploma nakijken")

    assert _began(visit) == 1
    assert visit.texts()[-2].endswith("Mijn diploma nakijken")


def test_reloading_restores_the_conversation_and_its_buttons(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask("kan ik solliciteren met een bachelor gezinswetenschappen")
    before = visit.texts()

    visit.reload()

    expect(visit.said).to_have_count(len(before))
    assert visit.texts() == before
    expect(visit.log.locator(".card")).to_have_count(1)
    expect(visit.press("Mijn diploma nakijken")).to_be_visible()
    assert _began(visit) == 1


def test_wiping_leaves_nothing_and_a_fresh_start(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.on("dialog", lambda dialog: dialog.accept())

    visit.page.get_by_role("button", name="Wis dit gesprek").click()

    expect(visit.status).to_have_text("Je gesprek is gewist. Dit is een nieuw gesprek.")
    expect(visit.log.get_by_text(ANSWER)).to_have_count(0)
    visit.reload()
    expect(visit.log).not_to_contain_text(QUESTION)
    expect(visit.ask(QUESTION)).to_contain_text(ANSWER)
    assert _began(visit) == 2


def test_wiping_can_be_called_off(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.on("dialog", lambda dialog: dialog.dismiss())

    visit.page.get_by_role("button", name="Wis dit gesprek").click()

    expect(visit.log).to_contain_text(QUESTION)
    assert visit.conversation()


def test_a_conversation_can_be_kept_as_text(visit: Visit) -> None:
    visit.ask(QUESTION)

    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Bewaar als tekst").click()

    assert QUESTION in download.value.path().read_text(encoding="utf-8")


def test_a_conversation_that_is_gone_gives_a_new_one_and_says_so(visit: Visit) -> None:
    visit.trouble_expected = True  # the browser itself reports the 401
    visit.ask(QUESTION)
    visit.page.evaluate("sessionStorage.setItem('vacaturebot-token', 'weg')")

    visit.type("ben je er nog?")
    expect(visit.status).to_have_text("Je vorige gesprek is gewist of voorbij. Dit is een nieuw gesprek.")
    before = visit.said.count()
    visit.page.get_by_role("button", name="Opnieuw proberen").click()
    expect(visit.said.nth(before)).to_be_visible()  # the reply

    expect(visit.log.locator(".failed")).to_have_count(0)
    expect(visit.log.locator(".said.candidate")).to_have_count(1)
    assert [message["text"] for message in visit.conversation()].count("ben je er nog?") == 1


def test_without_javascript_the_page_says_how_to_reach_a_person(a_visit: AVisit) -> None:
    visit = a_visit(java_script_enabled=False)
    visit.page.goto(visit.url)

    # by class: Playwright looks for no text within <noscript>
    instead = visit.page.locator(".chat-noscript")
    assert "De chat heeft JavaScript nodig." in instead.inner_text()
    expect(instead.get_by_role("link", name="vacatures@kortrijk.be")).to_be_visible()
    expect(visit.input).to_be_hidden()

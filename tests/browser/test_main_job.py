"""What a candidate comes for, on a phone: an answer, a look at the diploma, an interview."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.conftest import AVisit
from tests.browser.visit import ANSWER, QUESTION, Visit


def test_a_question_is_answered_with_its_source(visit: Visit) -> None:
    answer = visit.ask(QUESTION)

    expect(answer).to_contain_text(ANSWER)
    expect(answer).to_contain_text("Bron: infobundel, ")
    assert visit.overflow() <= 0


def test_a_diploma_gets_a_verdict_in_words_and_the_line_of_the_list(visit: Visit) -> None:
    card = visit.ask("kan ik solliciteren met een bachelor gezinswetenschappen").locator(".card")

    expect(card.locator(".verdict")).to_have_text("Staat in de lijst")
    expect(card.locator("blockquote")).to_contain_text("gezinswetenschappen")
    expect(card).to_contain_text("Dit is advies")
    assert visit.overflow() <= 0


def test_a_diploma_that_is_not_in_the_list_is_named_without_a_judgement(visit: Visit) -> None:
    visit.ask("ik heb een bachelor toegepaste psychologie")

    listed = visit.log.locator(".verdict").last
    expect(listed).to_have_text("Niet gevonden in de lijst")
    assert not re.search("afgewezen|komt in aanmerking", visit.log.inner_text())


def test_an_interview_is_booked_kept_and_cancelled(visit: Visit, chromium: Browser) -> None:
    card = visit.bring_up_chat().book("An Peeters", "an.peeters@example.org").locator(".card")

    expect(card).to_contain_text("Bevestigd")
    expect(card).to_contain_text(re.compile("2026 om .* uur"))
    assert visit.overflow() <= 0
    manage = card.get_by_role("link", name="Verplaats of annuleer")
    manage.scroll_into_view_if_needed()
    visit.picture("phone.png")
    with visit.page.expect_download() as download:
        card.get_by_role("link", name="Zet in je agenda").click()
    assert download.value.suggested_filename.endswith(".ics")
    assert download.value.path().read_text().startswith("BEGIN:VCALENDAR")
    _cancel_without_javascript(chromium, str(manage.get_attribute("href")))


def _cancel_without_javascript(chromium: Browser, address: str) -> None:
    plain = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = plain.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Je online interview")
    page.get_by_role("link", name="Annuleren").click()
    page.get_by_role("button", name="Ja, annuleer mijn interview").click()

    expect(page.get_by_role("status")).to_have_text("Je interview is geannuleerd.")
    expect(page.get_by_role("link", name="Annuleren")).to_have_count(0)
    plain.close()


def test_the_chat_is_one_press_away_on_a_phone(visit: Visit) -> None:
    expect(visit.page.locator("header").get_by_role("link", name="Stel je vraag")).to_be_in_viewport()

    visit.bring_up_chat()

    expect(visit.input).to_be_in_viewport()
    expect(visit.log).to_be_in_viewport()


def test_a_wide_screen_shows_the_conversation_beside_the_vacancy(a_visit: AVisit) -> None:
    visit = a_visit(size=(1280, 1280)).open()

    salary = visit.ask(QUESTION)
    card = visit.ask("past een bachelor gezinswetenschappen?").locator(".card")
    salary.evaluate(
        "said => { said.parentElement.scrollTop = said.offsetTop - said.parentElement.offsetTop - 8 }"
    )

    expect(salary.locator(".bubble")).to_be_in_viewport(ratio=1)
    expect(salary).to_contain_text(ANSWER)
    expect(card).to_be_in_viewport(ratio=1)
    expect(card.locator(".verdict")).to_have_text("Staat in de lijst")
    expect(visit.page.get_by_role("heading", level=1)).to_be_in_viewport()
    visit.picture("vacancy-page.png")

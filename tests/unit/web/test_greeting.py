from pathlib import Path

import pytest

from bot.chat.greeting import chat_vacancy, greet
from bot.vacancy.vacancy import load_vacancy
from bot.web.vacancy_page import vacancy_page

FOLDERS = [Path("vacancies/maatschappelijk-werker-2026"), Path("tests/vacancies/groendienst-2027")]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_quick_replies_lead_to_the_themes_and_to_what_the_bot_can_do(folder: Path) -> None:
    vacancy = load_vacancy(folder)
    themes = [f'/help{{"choice":"{theme.id}"}}' for theme in vacancy.themes[:3]]

    payloads = [button.payload for button in greet(chat_vacancy(vacancy))[-1].buttons]

    assert payloads == [*themes, "/check_diploma", "/book_interview", "/help"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_page_greets_as_the_conversation_does(folder: Path) -> None:
    vacancy = load_vacancy(folder)

    on_the_page, in_the_chat = vacancy_page(vacancy).greeting, greet(chat_vacancy(vacancy))

    assert [reply.text for reply in on_the_page] == [reply.text for reply in in_the_chat]
    assert [button.title for button in on_the_page[-1].buttons] == [
        button.title for button in in_the_chat[-1].buttons
    ]

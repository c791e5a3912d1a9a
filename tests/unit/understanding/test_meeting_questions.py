"""What is said to a message with one question or more: each once, in order, the unknown named."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.dialogue import answering
from bot.dialogue.questions import Question
from bot.dialogue.reply import Reply
from bot.vacancy.vacancy import load_vacancy

VACANCIES = Path(__file__).parents[3] / "vacancies"
VACANCY = load_vacancy(VACANCIES / "maatschappelijk-werker-2026")
NOW = datetime(2026, 6, 22, 10, tzinfo=ZoneInfo("Europe/Brussels"))
SURE = 0.9


def asked(intent: str, said: str = "iets helemaal anders", **ranking: float) -> Question:
    return Question(said=said, intent=intent, confidence=SURE, plain=said, ranking=ranking)


def told(*questions: Question, last: str | None = None, misses: int = 1) -> list[Reply]:
    return answering.meet(VACANCY, questions, last=last, misses=misses, now=NOW)


def test_each_question_is_answered_once_and_in_order():
    replies = told(asked("leave_days"), asked("salary_range"), asked("leave_days"))

    assert [reply.topic for reply in replies] == ["leave_days", "salary_range"]


def test_what_has_no_answer_is_named_beside_what_has():
    replies = told(asked("leave_days"), asked("not_in_bundle", "en is er parking voor fietsers?"))

    assert [reply.kind for reply in replies] == ["answer", "unknown"]
    assert "“is er parking voor fietsers”" in replies[1].text


def test_a_question_for_the_city_points_to_its_website():
    alone = told(asked("city_services"))
    beside = told(asked("leave_days"), asked("city_services", "hoe vraag ik een paspoort"))

    assert alone[0].kind == "unknown"
    assert "www.kortrijk.be" in alone[0].text
    assert "www.kortrijk.be" in beside[1].text


def test_a_request_beside_a_question_waits_for_a_button():
    replies = told(asked("leave_days"), asked("book_interview", "ik wil een interview boeken"))

    assert replies[1].kind == "question"
    assert [button.payload for button in replies[1].buttons] == ["/book_interview"]


@pytest.mark.parametrize("request_", answering.REQUESTS)
def test_every_request_has_its_button(request_):
    assert told(asked("leave_days"), asked(request_))[1].buttons


def test_a_part_points_back_to_the_part_before_it():
    replies = told(asked("online_interview"), asked("contract_duration", "hoe lang duurt dat"))

    assert [reply.topic for reply in replies] == ["online_interview", "interview_length"]


def test_misses_lead_from_likely_topics_to_the_menu_to_the_contact_person():
    unclear = asked("nlu_fallback", telework=0.2, leave_days=0.1, values=0.05, vision=0.04)
    first, second, third = (told(unclear, misses=misses)[0] for misses in (1, 2, 3))

    assert [button.payload for button in first.buttons] == ["/telework", "/leave_days", "/values"]
    assert len(second.buttons) > len(VACANCY.themes)
    assert VACANCY.contact.email in second.text
    assert third.buttons == ()
    assert VACANCY.contact.email in third.text
    assert len({first.text, second.text, third.text}) == 3


def test_a_correction_offers_what_else_may_have_been_meant():
    reply = answering.corrected(VACANCY, {"telework": 0.6, "leave_days": 0.2}, told={"telework"})

    assert [button.payload for button in reply.buttons] == ["/leave_days"]


def test_another_language_is_met_in_simple_dutch():
    assert "Nederlands" in told(asked("other_language"))[0].text

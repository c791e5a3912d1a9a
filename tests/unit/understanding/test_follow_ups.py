"""A follow-up is resolved against the answer before it; what names its own subject is left alone."""

from pathlib import Path

import pytest
import yaml

from bot.dialogue import following_up
from bot.dialogue.questions import Question
from bot.vacancy.vacancy import load_vacancy

ROOT = Path(__file__).parents[3]
VACANCY = load_vacancy(ROOT / "vacancies" / "maatschappelijk-werker-2026")


def a_question(
    plain: str, intent: str = "nlu_fallback", confidence: float = 0.2, **ranking: float
) -> Question:
    return Question(said=plain, intent=intent, confidence=confidence, plain=plain, ranking=ranking)


@pytest.mark.parametrize(
    ("last", "asked", "about"),
    [
        ("salary_range", "is dat bruto", "salary_range"),
        ("hospital_insurance", "en voor mijn kinderen", "hospital_insurance_family"),
        ("seniority_private", "en in de openbare sector", "seniority_public"),
        ("online_interview", "hoe lang duurt dat", "interview_length"),
        ("contract_type", "hoe lang duurt dat", "contract_duration"),
        ("procedure_overview", "en de tweede stap", "online_interview"),
        ("meal_vouchers", "krijgt iedereen dat", "meal_vouchers"),
    ],
)
def test_follow_up_is_about_the_answer_before(last, asked, about):
    assert following_up.topic_of(a_question(asked), VACANCY, last=last) == about


def test_without_an_answer_before_a_question_is_what_it_says():
    assert following_up.topic_of(a_question("is dat bruto"), VACANCY, last=None) == "nlu_fallback"


def test_a_question_with_its_own_subject_is_not_pulled_back():
    asked = a_question("hoe lang duurt het contract", "contract_duration", 0.9)

    assert following_up.topic_of(asked, VACANCY, last="online_interview") == "contract_duration"


def test_what_is_out_of_scope_stays_so_after_an_answer():
    asked = a_question("en wie won de ronde van frankrijk", "out_of_scope", 0.9)

    assert following_up.topic_of(asked, VACANCY, last="partners_network") == "out_of_scope"


def test_an_unsure_follow_up_takes_the_likeliest_topic_of_the_same_theme():
    asked = a_question("en dat andere dan", leave_days=0.3, telework=0.2)

    assert following_up.topic_of(asked, VACANCY, last="meal_vouchers") == "leave_days"


def test_every_rule_names_topics_and_themes_that_exist():
    rules = yaml.safe_load((ROOT / "bot/dialogue/follow_ups.yml").read_text(encoding="utf-8"))["rules"]
    known = set(VACANCY.answers) | {theme.id for theme in VACANCY.themes}

    assert {rule["about"] for rule in rules} - {"last"} <= set(VACANCY.answers)
    assert {after for rule in rules for after in rule["after"].split()} - {"any"} <= known
